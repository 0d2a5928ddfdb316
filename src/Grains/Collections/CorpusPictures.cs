using Cluster.Contracts.Collections;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Imaging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Collections;

/// <summary>Reads an image of a corpus and makes it small, on the thread pool.</summary>
public sealed class CorpusPictures(CorpusSources sources, Thumbnailer thumbnailer, IOptions<ImagingOptions> limits)
{
    /// <summary>A JPEG of the image; its own failure when it cannot be shown.</summary>
    public Task<Outcome<Thumbnail>> RenderAsync(CorpusSpec corpus, BlobKey key, int size, CancellationToken cancellationToken)
    {
        return Task.Run(RenderAsync, cancellationToken);

        async Task<Outcome<Thumbnail>> RenderAsync()
        {
            try
            {
                var source = sources.Open(corpus);
                if (await source.FindAsync(key, cancellationToken) is not { } image)
                {
                    return new Failure(FailureKind.Gone, $"The image '{key}' is no longer in corpus '{corpus.Id}'.");
                }

                using var blob = await source.ReadAsync(image, limits.Value.MaxBytes, cancellationToken);
                if (blob.Failure is { } failure)
                {
                    return failure;
                }

                var jpeg = thumbnailer.Render(blob.Bytes, size);
                return jpeg.Succeeded ? new Thumbnail(jpeg.Value, blob.ETag) : jpeg.Failure;
            }
            catch (FailureException fault)
            {
                return fault.Failure;
            }
        }
    }
}
