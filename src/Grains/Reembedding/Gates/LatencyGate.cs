using System.Globalization;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Identity;
using Cluster.Domain.Reembedding;
using Cluster.VectorIndex;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>Query times, new against old: of live queries that gateways asked of both, or, without traffic, of sampled points asked in turn.</summary>
public sealed class LatencyGate(IVectorIndex index, TimeProvider time)
{
    /// <summary>Live queries from which on they alone decide.</summary>
    private const int EnoughTraffic = 50;

    /// <summary>Measures.</summary>
    public async Task<GateResult> MeasureAsync(GateContext context, IReadOnlyList<ShadowTiming> shadowed, CancellationToken cancellationToken)
    {
        var evidence = context.Evidence;
        evidence.ShadowedQueries = shadowed.Count;
        if (shadowed.Count >= EnoughTraffic)
        {
            evidence.OldTimes.AddRange(shadowed.Select(static timing => timing.Old));
            evidence.NewTimes.AddRange(shadowed.Select(static timing => timing.New));
        }
        else
        {
            foreach (var point in context.Sample)
            {
                evidence.OldTimes.Add(await TimeAsync(context.Old.Collection, point.Id, cancellationToken));
                evidence.NewTimes.Add(await TimeAsync(context.New.Collection, point.Id, cancellationToken));
            }
        }

        if (evidence.NewTimes.Count == 0)
        {
            return new GateResult("latency", true, 0, context.Bounds.MaxLatencyRatio, "there is no point to ask about");
        }

        var (old, made) = (Percentile(evidence.OldTimes, 0.95), Percentile(evidence.NewTimes, 0.95));
        var ratio = made / Math.Max(old, 1e-3);
        var passed = ratio <= context.Bounds.MaxLatencyRatio || made <= context.Bounds.LatencyFloor;
        var what = shadowed.Count >= EnoughTraffic ? $"{shadowed.Count} live queries asked of both" : $"{evidence.NewTimes.Count} sampled points, for lack of live queries";
        return new GateResult(
            "latency", passed, ratio, context.Bounds.MaxLatencyRatio,
            string.Create(CultureInfo.InvariantCulture, $"95 % of the queries take up to {made:0.0} ms in the new generation and {old:0.0} ms in the old one ({what})")
                + (passed ? "" : ". Give the new collection more memory or shards, or a smaller encoder."));
    }

    /// <summary>The value below which a share of the values lies.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    private async Task<double> TimeAsync(CollectionName collection, PointId point, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        await index.QueryAsync(collection, new VectorQuery(new Scoring.Nearest(new QueryExample.Point(point)), 10), cancellationToken);
        return time.GetElapsedTime(start).TotalMilliseconds;
    }
}
