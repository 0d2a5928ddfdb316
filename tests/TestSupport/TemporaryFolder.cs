namespace Cluster.TestSupport;

/// <summary>A folder of its own for one test, gone when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("cluster-test-").FullName;

    /// <summary>Its full path.</summary>
    public string Root { get; }

    /// <summary>A path inside it.</summary>
    public string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
