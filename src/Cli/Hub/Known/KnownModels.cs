using System.Text.Json;

namespace Cluster.Cli.Hub.Known;

/// <summary>The manifests shipped with this program: one JSON file a family, <c>manifests/*.json</c>.</summary>
internal static class KnownModels
{
    private const string Prefix = "manifests/";

    /// <summary>All, by family and architecture as the manifests order them.</summary>
    public static IReadOnlyList<KnownModel> All { get; } = Read();

    /// <summary>What is known of a model; null when nothing is.</summary>
    public static KnownModel? Find(HubModelId id) => All.FirstOrDefault(known => string.Equals(known.Hub, id.Value, StringComparison.OrdinalIgnoreCase));

    private static List<KnownModel> Read()
    {
        var assembly = typeof(KnownModels).Assembly;
        var known = new List<KnownModel>();
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            known.AddRange(JsonSerializer.Deserialize<IReadOnlyList<KnownModel>>(stream, JsonSerializerOptions.Web) ?? []);
        }

        return known;
    }
}
