namespace Cluster.Artifacts;

/// <summary>Where a job leaves what outlives it: ledgers, lake files, reports. Safe for concurrent use.</summary>
/// <remarks>
/// Expected faults are thrown as <see cref="Cluster.Domain.Outcomes.FailureException"/>: Forbidden, StorageFull, or Unavailable (which passes).
/// </remarks>
public interface IArtifactStore
{
    /// <summary>Whether it is a place for as much as the embeddings of whole corpora, so that jobs write them into the lake unless told not to.</summary>
    bool SuggestsLake => false;

    /// <summary>
    /// Writes an artifact, whole or not at all: a reader sees the old content or the new, never a part, and once this returns a crash of the
    /// process does not undo it. Of two concurrent writers of a name, one wins.
    /// </summary>
    /// <param name="name">The artifact; replaced when it is there.</param>
    /// <param name="write">Writes the content to the stream it is given. When it throws, nothing is changed.</param>
    /// <param name="cancellationToken">Gives up, leaving what was there.</param>
    Task WriteAsync(ArtifactName name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Opens an artifact for reading from its start; null when there is none. The content read is that of the moment it was opened.</summary>
    Task<Stream?> OpenReadAsync(ArtifactName name, CancellationToken cancellationToken);

    /// <summary>Whether the artifact is there.</summary>
    Task<bool> ExistsAsync(ArtifactName name, CancellationToken cancellationToken);

    /// <summary>Removes an artifact; false when there was none.</summary>
    Task<bool> DeleteAsync(ArtifactName name, CancellationToken cancellationToken);

    /// <summary>
    /// The artifacts whose name starts with <paramref name="prefix"/>, in ordinal order of the name.
    /// </summary>
    /// <param name="prefix">Empty for all, or whole segments ending in a slash: <c>ledger/job-7/</c>.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="ArgumentException">The prefix is neither empty nor a name followed by a slash.</exception>
    IAsyncEnumerable<ArtifactEntry> ListAsync(string prefix, CancellationToken cancellationToken);
}
