using System.Globalization;
using Cluster.Domain.Outcomes;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;

namespace Cluster.Standalone.Demo;

/// <summary>The pictures of the demo, drawn once.</summary>
/// <param name="Folder">Where they lie, with their listing.</param>
/// <param name="Items">What is pictured.</param>
/// <param name="Drawn">Whether anything had to be drawn.</param>
internal sealed record DemoCatalogue(string Folder, IReadOnlyList<CatalogueItem> Items, bool Drawn)
{
    private const int Seed = 1;

    /// <summary>
    /// Draws <paramref name="count"/> pictures unless they are all there. A file written last says that they are, so that a listing which a job may
    /// be reading is left alone.
    /// </summary>
    /// <exception cref="FailureException">InvalidRequest: there are more pictures than asked for; Unavailable: the folder cannot be written.</exception>
    public static DemoCatalogue Prepare(string data, int count, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(data, "demo", "catalogue");
        var marker = Path.Combine(folder, "complete.txt");
        var origin = CatalogueRenderer.Origin(Seed);
        try
        {
            if (CompleteCount(marker, origin) is { } there)
            {
                if (there == count)
                {
                    progress.Report(count);
                    return new DemoCatalogue(folder, [.. CataloguePlan.Items(count, Seed)], Drawn: false);
                }

                // Taking pictures away would leave their points behind.
                Require(there < count, $"The demo in '{data}' has {there} pictures already: ask for at least as many with --count, or for another folder with --data.");
            }

            Directory.CreateDirectory(folder);
            File.Delete(marker);
            var items = CatalogueRenderer.Render(folder, count, Seed, progress, cancellationToken: cancellationToken).Items;
            File.WriteAllText(marker + ".partial", origin + string.Create(CultureInfo.InvariantCulture, $"{count}\n"));
            File.Move(marker + ".partial", marker);
            return new DemoCatalogue(folder, items, Drawn: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.Unavailable, $"The pictures cannot be drawn into '{folder}': {fault.Message}", fault);
        }
    }

    private static int? CompleteCount(string marker, string origin) =>
        File.Exists(marker) && File.ReadAllText(marker) is var text && text.StartsWith(origin, StringComparison.Ordinal)
        && int.TryParse(text[origin.Length..], NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;

    private static void Require(bool holds, string refusal)
    {
        if (!holds)
        {
            throw new FailureException(FailureKind.InvalidRequest, refusal);
        }
    }
}
