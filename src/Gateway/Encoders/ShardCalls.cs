using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Limits;

namespace Cluster.Gateway.Encoders;

/// <summary>Has a shard of an encoder work for a query: the one that its directory picks, and another one when that does not answer.</summary>
internal sealed class ShardCalls(IGrainFactory grains, QueryPatience patience)
{
    /// <summary>What a shard answered.</summary>
    /// <exception cref="FailureException">EncoderNotFound, Unavailable or Overloaded; and what the answer says.</exception>
    public Task<EmbeddingBlock> AskAsync(
        EncoderId encoder, Func<IEncoderShardGrain, CancellationToken, Task<Outcome<EmbeddingBlock>>> encode, CancellationToken cancellationToken)
    {
        HashSet<EncoderShardAddress> tried = [];
        return patience.AskAsync(
            async token =>
            {
                var address = await PickAsync(encoder, tried, token);
                tried.Add(address);
                var answer = await encode(grains.GetGrain<IEncoderShardGrain>(address.ToString()), token);
                if (!answer.Succeeded && answer.Failure.Kind == FailureKind.Unavailable && await FindOtherAsync(encoder, tried, token) is not null)
                {
                    // This one is broken or ending; the next round asks another.
                    throw new FailureException(FailureKind.Unsettled, answer.Failure.Detail);
                }

                return answer.OrThrow();
            },
            cancellationToken);
    }

    private async Task<EncoderShardAddress> PickAsync(EncoderId encoder, HashSet<EncoderShardAddress> tried, CancellationToken cancellationToken)
    {
        if (tried.Count > 0)
        {
            if (await FindOtherAsync(encoder, tried, cancellationToken) is { } other)
            {
                return other;
            }

            // All have been asked: perhaps one has come back since.
            tried.Clear();
        }

        var picked = await DirectoryOf(encoder).PickAsync(cancellationToken);
        return picked is { Succeeded: false, Failure.Kind: FailureKind.Unavailable }
            ? throw new FailureException(FailureKind.Unsettled, picked.Failure.Detail)
            : picked.OrThrow();
    }

    private async Task<EncoderShardAddress?> FindOtherAsync(EncoderId encoder, HashSet<EncoderShardAddress> tried, CancellationToken cancellationToken) =>
        (await DirectoryOf(encoder).ListAsync(cancellationToken))
        .Where(static report => report.Condition != ShardCondition.Out)
        .OrderBy(static report => report.Condition != ShardCondition.Ready)
        .ThenBy(static report => report.QueriesWaiting)
        .Select(static report => new EncoderShardAddress(report.Encoder, report.Silo, report.Device))
        .FirstOrDefault(address => !tried.Contains(address));

    private IEncoderDirectoryGrain DirectoryOf(EncoderId encoder) => grains.GetGrain<IEncoderDirectoryGrain>(encoder.Value);
}
