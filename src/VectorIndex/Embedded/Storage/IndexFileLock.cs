using Cluster.Domain.Outcomes;

namespace Cluster.VectorIndex.Embedded.Storage;

/// <summary>
/// Keeps a second process (or a second index of this one) off the file: each would scan an in-memory picture that the other does not keep in step.
/// The operating system drops the lock with the process.
/// </summary>
internal sealed class IndexFileLock : IDisposable
{
    private readonly FileStream _file;

    public IndexFileLock(string indexPath)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(indexPath))!);
            _file = new FileStream(indexPath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new FailureException(FailureKind.Unavailable, $"The folder of the vector index '{indexPath}' cannot be written. Check path and rights.", e);
        }
        catch (IOException e)
        {
            throw new FailureException(
                FailureKind.Conflict, $"The vector index '{indexPath}' is open in another process, or cannot be locked. Stop the other one or use another path.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
