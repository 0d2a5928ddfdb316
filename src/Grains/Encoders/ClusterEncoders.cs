using Cluster.Contracts.Encoders;
using Cluster.Contracts.Scheduling;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;

namespace Cluster.Grains.Encoders;

/// <summary>
/// The encoders of the cluster, not only of this silo: what lies in the model folders here, and what other silos have told that they hold. Who asks need not
/// be where the encoder is.
/// </summary>
public sealed class ClusterEncoders(EncoderCatalog catalog, SiloEncoders here, IGrainFactory grains)
{
    /// <summary>All that are complete here or told of by other silos, by name.</summary>
    public async Task<IReadOnlyList<EncoderDescription>> ListAsync(CancellationToken cancellationToken)
    {
        List<EncoderDescription> found = [.. (await catalog.ListAsync(cancellationToken)).Select(static manifest => manifest.Describe())];
        foreach (var encoder in await HeldAsync(cancellationToken) ?? [])
        {
            if (!found.Exists(known => known.Id == encoder) && await DescribeAsync(encoder, cancellationToken) is { Succeeded: true } described)
            {
                found.Add(described.Value);
            }
        }

        return [.. found.OrderBy(static encoder => encoder.Id.Value, StringComparer.Ordinal)];
    }

    /// <summary>
    /// One encoder by its folder's name or <c>name@version</c>; by path only where it lies here. EncoderNotFound with what the cluster holds; ModelIncomplete
    /// when it is so here and nowhere else complete; Conflict when silos hold different ones under the name.
    /// </summary>
    public async Task<Outcome<EncoderDescription>> FindAsync(string encoder, CancellationToken cancellationToken)
    {
        var local = await catalog.FindAsync(encoder, cancellationToken);
        if (!local.Succeeded)
        {
            return await FindElsewhereAsync(encoder, local.Failure, cancellationToken);
        }

        // A folder that was put here a moment ago, or is named by its path, is told of at once.
        here.Add(local.Value);
        return local.Value.Describe();
    }

    private async Task<Outcome<EncoderDescription>> FindElsewhereAsync(string encoder, Failure notHere, CancellationToken cancellationToken)
    {
        if (Path.IsPathFullyQualified(encoder) || await HeldAsync(cancellationToken) is not { } held)
        {
            return notHere;
        }

        return held.Where(known => known.Value == encoder || known.Value.Split('@')[0] == encoder).ToList() switch
        {
            [var only] => await DescribeAsync(only, cancellationToken),
            [_, _, ..] and var several => new Failure(FailureKind.Conflict, $"Silos of the cluster hold different encoders under the name '{encoder}'; ask for one of {string.Join(", ", several)}."),
            _ when notHere.Kind == FailureKind.ModelIncomplete => notHere,
            _ => new Failure(FailureKind.EncoderNotFound, $"There is no encoder '{encoder}' on any silo of the cluster. There are: {(held.Count > 0 ? string.Join(", ", held) : "none")}."),
        };
    }

    private async Task<IReadOnlyList<EncoderId>?> HeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await grains.GetGrain<IPartitionSchedulerGrain>(IPartitionSchedulerGrain.Key).EncodersAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or NotSupportedException)
        {
            // It lives on a silo that has just died, or on one of the version before. What lies here is known all the same.
            return null;
        }
    }

    /// <summary>Asks a silo that holds it.</summary>
    private async Task<Outcome<EncoderDescription>> DescribeAsync(EncoderId encoder, CancellationToken cancellationToken)
    {
        var shard = await grains.GetGrain<IEncoderDirectoryGrain>(encoder.Value).PickAsync(cancellationToken);
        return shard.Succeeded ? await grains.GetGrain<IEncoderShardGrain>(shard.Value.ToString()).DescribeAsync(cancellationToken) : shard.Failure;
    }
}
