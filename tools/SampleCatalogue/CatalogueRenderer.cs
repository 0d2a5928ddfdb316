using System.Globalization;
using System.Text;
using Cluster.SampleCatalogue.Drawing;
using Cluster.SampleCatalogue.Items;

namespace Cluster.SampleCatalogue;

/// <summary>Draws a sample catalogue: JPEG pictures of products and the listing that describes them.</summary>
public static class CatalogueRenderer
{
    // Rises whenever the same seed gives other pictures.
    private const int DrawingVersion = 1;

    /// <summary>
    /// Makes the folder hold the catalogue of this seed: pictures below <see cref="CatalogueLayout.Images"/>, then <see cref="CatalogueLayout.Listing"/>,
    /// which lists exactly the pictures there. Pictures that are there already, drawn from the same seed and split, are kept; all
    /// others below it are deleted.
    /// </summary>
    /// <param name="folder">The folder; made when it is missing.</param>
    /// <param name="count">Pictures, 0 or more. A longer catalogue begins with the shorter one of the same seed.</param>
    /// <param name="seed">The same seed gives the same catalogue.</param>
    /// <param name="progress">Told how many of the pictures are there after each one, from any thread; may be null.</param>
    /// <param name="split">Which combinations are drawn.</param>
    /// <param name="cancellationToken">Stops between two pictures; a later call goes on from there.</param>
    /// <exception cref="IOException">The folder cannot be written, or its images folder holds files that were there before any catalogue.</exception>
    public static CatalogueRendering Render(
        string folder, int count, int seed, IProgress<int>? progress = null, CatalogueSplit split = CatalogueSplit.All, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var items = CataloguePlan.Items(count, seed, split).ToList();
        Directory.CreateDirectory(CatalogueLayout.Images(folder));
        var mayKeep = ClaimOrigin(folder, Origin(seed, split));
        RemoveStrays(folder, mayKeep ? items.Select(item => item.Key).ToHashSet(StringComparer.Ordinal) : []);
        foreach (var kind in items.Select(item => Path.GetDirectoryName(CatalogueLayout.Image(folder, item.Key))!).Distinct())
        {
            Directory.CreateDirectory(kind);
        }

        int there = 0, drawn = 0;
        Parallel.ForEach(items, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, item =>
        {
            var path = CatalogueLayout.Image(folder, item.Key);
            if (!mayKeep || !File.Exists(path))
            {
                WriteWhole(path, ProductPainter.Jpeg(item.Combination, item.DrawingSeed));
                Interlocked.Increment(ref drawn);
            }

            progress?.Report(Interlocked.Increment(ref there));
        });
        WriteWhole(CatalogueLayout.Listing(folder), Encoding.UTF8.GetBytes(CatalogueListing.Write(items)));
        return new CatalogueRendering(items, drawn);
    }

    /// <summary>What a catalogue is drawn from, on one line: equal for two catalogues only when the shorter one begins the longer one, picture by picture.</summary>
    public static string Origin(int seed, CatalogueSplit split = CatalogueSplit.All) =>
        string.Create(CultureInfo.InvariantCulture, $"drawing {DrawingVersion}, seed {seed}, split {split}\n");

    /// <summary>One picture, without a folder.</summary>
    public static byte[] RenderImage(CatalogueItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return ProductPainter.Jpeg(item.Combination, item.DrawingSeed);
    }

    // Written before the first picture, so that an interrupted rendering can go on, and so that no folder of someone else's pictures is touched.
    private static bool ClaimOrigin(string folder, string origin)
    {
        var path = CatalogueLayout.Origin(folder);
        if (File.Exists(path))
        {
            if (File.ReadAllText(path) == origin)
            {
                return true;
            }
        }
        else if (Directory.EnumerateFileSystemEntries(CatalogueLayout.Images(folder)).Any())
        {
            throw new IOException($"{CatalogueLayout.Images(folder)} holds files that no sample catalogue has drawn; choose an empty folder.");
        }

        WriteWhole(path, Encoding.UTF8.GetBytes(origin));
        return false;
    }

    private static void RemoveStrays(string folder, HashSet<string> keep)
    {
        File.Delete(CatalogueLayout.Listing(folder));
        var root = CatalogueLayout.Images(folder);
        var strays = Directory.EnumerateFiles(root, "*.jpg*", SearchOption.AllDirectories)
            .Where(path => !keep.Contains(Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))).ToList();
        strays.ForEach(File.Delete);
    }

    private static void WriteWhole(string path, byte[] content)
    {
        var partial = path + ".partial";
        File.WriteAllBytes(partial, content);
        File.Move(partial, path, overwrite: true);
    }
}
