namespace Cluster.Imaging.Tests;

/// <summary>Tests that look at what the whole process holds, and so run with no other beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
