using Xunit;

namespace Cluster.TestSupport;

/// <summary>Reference data that lies beside the checkout (../shared). Tests that need it are skipped, loudly, where it is absent.</summary>
public static class SharedData
{
    private static readonly string Root = System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryFolder.Root, "..", "shared"));

    /// <summary>A path in the shared data; skips the test when it is not there.</summary>
    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Root, .. parts]);
        Assert.SkipUnless(System.IO.Path.Exists(path), $"needs ../shared/{string.Join('/', parts)}, which is not on this machine");
        return path;
    }

    /// <summary>Whether the path is there, for theories that list their cases from the data.</summary>
    public static bool Has(params string[] parts) => System.IO.Path.Exists(System.IO.Path.Combine([Root, .. parts]));

    /// <summary>The path, whether it is there or not.</summary>
    public static string Locate(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);
}
