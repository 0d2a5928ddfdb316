namespace Cluster.Clustering.Tests;

/// <summary>Tests that take too long for every run.</summary>
internal static class Soak
{
    /// <summary>Skips the test, loudly, unless CLUSTER_SOAK is 1.</summary>
    public static void SkipUnlessAsked() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("CLUSTER_SOAK") == "1", "takes a minute or more, its last result is in docs/clustering.md: set CLUSTER_SOAK=1");
}
