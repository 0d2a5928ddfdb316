using Cluster.Artifacts;

namespace Cluster.Bench.Scale;

/// <summary>In place of the artifact store: what is proportional to images, such as the ledger's segments, is no part of the coordination.</summary>
internal sealed class ForgettingStore : IArtifactStore
{
    public Task WriteAsync(ArtifactName name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Stream?> OpenReadAsync(ArtifactName name, CancellationToken cancellationToken) => Task.FromResult<Stream?>(null);

    public Task<bool> ExistsAsync(ArtifactName name, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<bool> DeleteAsync(ArtifactName name, CancellationToken cancellationToken) => Task.FromResult(false);

    public async IAsyncEnumerable<ArtifactEntry> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }
}
