using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>Embeds texts with an encoder, wherever a shard of it is.</summary>
public sealed class TextQueries(IGrainFactory grains)
{
    private const int AtOnce = 32;

    /// <summary>Unit-length rows, text by text; null when the encoder has no text tower.</summary>
    /// <exception cref="FailureException">EncoderNotFound, Unavailable, Overloaded.</exception>
    public async Task<float[]?> EncodeAsync(EncoderId encoder, int dimension, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var address = (await grains.GetGrain<IEncoderDirectoryGrain>(encoder.Value).PickAsync(cancellationToken)).OrThrow();
        var shard = grains.GetGrain<IEncoderShardGrain>(address.ToString());
        var rows = new float[texts.Count * dimension];
        for (var first = 0; first < texts.Count; first += AtOnce)
        {
            var encoded = await shard.EncodeTextsAsync([.. texts.Skip(first).Take(AtOnce)], cancellationToken);
            if (encoded.Failure is { Kind: FailureKind.InvalidRequest })
            {
                return null;
            }

            encoded.OrThrow().Values.CopyTo(rows.AsMemory(first * dimension));
        }

        return rows;
    }
}
