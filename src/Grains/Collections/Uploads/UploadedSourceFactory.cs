using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Collections.Uploads;

/// <summary>Serves corpora of images that were added one by one.</summary>
public sealed class UploadedSourceFactory(UploadedImages images) : ICorpusSourceFactory
{
    /// <inheritdoc />
    public string Kind => UploadedImages.Kind;

    /// <inheritdoc />
    public ICorpusSource Create(CorpusSpec corpus) => NameRules.IsValid(corpus.Location)
        ? new UploadedSource(images, corpus)
        : throw new FailureException(FailureKind.InvalidRequest, NameRules.Explain("The collection of the uploaded images", corpus.Location));
}
