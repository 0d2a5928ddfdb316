using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;

namespace Cluster.Corpora.Tests;

/// <summary>A real corpus of one kind that holds given images, for the conformance suite.</summary>
public interface ICorpusFixture : IAsyncDisposable
{
    /// <summary>Puts the images there and opens the corpus.</summary>
    /// <param name="images">Bytes by key; keys are plain ASCII and end in .jpg.</param>
    /// <param name="partitionSize">Images a partition.</param>
    Task<ICorpusSource> OpenAsync(IReadOnlyDictionary<string, byte[]> images, int partitionSize);

    /// <summary>The key that was given for the image listed as <paramref name="key"/>.</summary>
    string NameOf(BlobKey key) => key.Value;

    /// <summary>Whether an image found by its key has the position of the listed one.</summary>
    bool FindsByPosition => true;

    /// <summary>Removes an image after it was listed, so that reading it finds nothing; false where the kind cannot.</summary>
    Task<bool> RemoveAsync(CorpusImage image);
}
