namespace Cluster.Encoders.Manifests;

/// <summary>Finds the licence of the weights: in the configuration, in what a pull noted (<c>source.json</c>), or in the head of the model card.</summary>
internal static class LicenceReader
{
    private const string Source = "source.json";
    private const string Card = "README.md";
    private const string Fence = "---";

    /// <summary>The licence; null when no file states one.</summary>
    public static string? Read(string folder, JsonConfig config) =>
        config.Text("license") ?? config.Text("licence") ?? Noted(folder) ?? OfCard(Path.Combine(folder, Card));

    private static string? Noted(string folder) => JsonConfig.Exists(folder, Source) ? JsonConfig.Read(folder, Source).Text("licence") : null;

    /// <summary>The card's head is YAML between two lines of dashes; one plain value of it is all that is wanted.</summary>
    private static string? OfCard(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var lines = File.ReadLines(path).GetEnumerator();
        if (!lines.MoveNext() || lines.Current.TrimEnd() != Fence)
        {
            return null;
        }

        var (licence, name) = ((string?)null, (string?)null);
        while (lines.MoveNext() && lines.Current.TrimEnd() != Fence)
        {
            licence ??= ValueOf("license:", lines.Current);
            name ??= ValueOf("license_name:", lines.Current);
        }

        return licence == "other" ? name ?? licence : licence;
    }

    private static string? ValueOf(string key, string line) =>
        line.StartsWith(key, StringComparison.Ordinal) && line[key.Length..].Trim().Trim('"', '\'') is { Length: > 0 } value ? value : null;
}
