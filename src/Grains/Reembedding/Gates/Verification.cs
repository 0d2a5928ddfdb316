using Cluster.Contracts.Collections;
using Cluster.Domain.Reembedding;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>
/// Measures every gate. 1. Live queries are shadowed meanwhile. 2. Coverage, which draws the sample. 3. Self-retrieval. 4. Neighbours. 5. Labelled
/// data. 6. Latency, of the shadowed queries where there were enough.
/// </summary>
public sealed class Verification(
    IGrainFactory grains,
    CoverageGate coverage,
    SelfRetrievalGate selfRetrieval,
    NeighbourGates neighbours,
    LabelledGates labelled,
    LatencyGate latency,
    IOptions<ReembeddingOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShadowLonger = TimeSpan.FromMinutes(10);

    /// <summary>The gates, and the context with its sample and evidence.</summary>
    public async Task<(IReadOnlyList<GateResult> Gates, GateContext Context)> MeasureAsync(GateContext context, StepProgress progress, CancellationToken cancellationToken)
    {
        var collection = grains.GetGrain<ICollectionGrain>(context.Old.Alias.Value);
        progress.ClearTimings();
        await collection.ShadowAsync(context.New.Generation, context.Spec.ShadowShare, ShadowLonger + options.Value.ShadowTime, cancellationToken);
        try
        {
            var begun = time.GetTimestamp();
            var (covered, sample) = await coverage.MeasureAsync(context, done => progress.Done = done, cancellationToken);
            context = context with { Sample = sample };
            List<GateResult> gates = [covered, await selfRetrieval.MeasureAsync(context, cancellationToken)];
            gates.AddRange(await neighbours.MeasureAsync(context, cancellationToken));
            gates.AddRange(await labelled.MeasureAsync(context, cancellationToken));
            // A while to see whether there is traffic; only then is it worth waiting for more of it.
            for (var wait = FirstLook; wait > TimeSpan.Zero; wait = progress.Timings.Count > 0 ? options.Value.ShadowTime - time.GetElapsedTime(begun) : TimeSpan.Zero)
            {
                await Task.Delay(wait < FirstLook ? wait : FirstLook, time, cancellationToken);
            }

            gates.Add(await latency.MeasureAsync(context, progress.Timings, cancellationToken));
            return (gates, context);
        }
        finally
        {
            await collection.ShadowAsync(context.New.Generation, 0, TimeSpan.Zero, CancellationToken.None);
        }
    }
}
