using System.Globalization;
using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Domain.Reembedding;
using Cluster.Grains.Reembedding.Following;
using Cluster.VectorIndex;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>
/// Exact: every point of the live generation is in the new one, with the same content and payload, and no other. What differs at first sight is
/// looked at again once the changes under way are taken over; what still differs counts.
/// </summary>
public sealed class CoverageGate(IGrainFactory grains, GenerationWalk walk, GenerationReconciler reconciler, TimeProvider time)
{
    private const int MostLookedAtAgain = 10_000;
    private const int MostExamples = 20;
    private const int Rounds = 20;

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(250);

    /// <summary>Measures, and draws the sample on the way.</summary>
    public async Task<(GateResult Result, IReadOnlyList<SampledPoint> Sample)> MeasureAsync(GateContext context, Action<long> progress, CancellationToken cancellationToken)
    {
        var sample = new Reservoir<SampledPoint>(context.Bounds.Sample, context.New.Generation);
        List<PointId> open = [];
        var (old, made, differing) = (0L, 0L, 0L);
        await foreach (var pair in walk.PairsAsync(context.Old.Collection, context.New.Collection, null, cancellationToken))
        {
            old += pair.Live is null ? 0 : 1;
            made += pair.Follower is null ? 0 : 1;
            if (pair.Live is { } live && pair.Follower is not null)
            {
                sample.Offer(() => new SampledPoint(live.Id, TextOf(live, PayloadFields.Key), TextOf(live, PayloadFields.Corpus)));
            }

            if (pair.Difference != PointDifference.None && ++differing <= MostLookedAtAgain)
            {
                open.Add((pair.Live ?? pair.Follower)!.Id);
            }

            progress(Math.Max(old, made));
        }

        (context.Evidence.OldPoints, context.Evidence.NewPoints) = (old, made);
        var found = await LookAgainAsync(context, open, cancellationToken);
        if (differing > MostLookedAtAgain)
        {
            found.Add(("", PointDifference.Missing, $"and {differing - MostLookedAtAgain} more that were not looked at again"));
        }

        return (Judge(context, old, found), sample.Kept);
    }

    private async Task<List<(string Key, PointDifference What, string? Unreadable)>> LookAgainAsync(GateContext context, List<PointId> open, CancellationToken cancellationToken)
    {
        var collection = grains.GetGrain<ICollectionGrain>(context.Old.Alias.Value);
        List<(string, PointDifference, string?)> found = [];
        for (var round = 0; open.Count > 0 && round < Rounds; round++)
        {
            found.Clear();
            List<PointId> still = [];
            foreach (var id in open)
            {
                var taken = await reconciler.ReconcileAsync(context.Old, context.New, context.Corpora, id, cancellationToken);
                var pair = await reconciler.PairAsync(context.Old, context.New, id, cancellationToken);
                if (pair.Difference != PointDifference.None && taken.Done != TakeOverKind.Ahead)
                {
                    still.Add(id);
                    found.Add((
                        TextOf(pair.Live ?? pair.Follower!, PayloadFields.Key) ?? id.ToString(),
                        pair.Difference,
                        taken.Done == TakeOverKind.Unreadable ? taken.Failure?.Detail : null));
                }
            }

            open = still;
            // What no change under way explains will not get better by waiting.
            if ((await collection.GetLagAsync(cancellationToken)).Points == 0 && round > 0)
            {
                break;
            }

            await Task.Delay(BetweenRounds, time, cancellationToken);
        }

        return found;
    }

    private static GateResult Judge(GateContext context, long old, List<(string Key, PointDifference What, string? Unreadable)> found)
    {
        var unreadable = found.Count(static one => one.Unreadable is not null && one.Key.Length > 0);
        var wrong = found.Count - unreadable;
        var missing = found.Count(static one => one is { What: PointDifference.Missing, Unreadable: null });
        context.Evidence.CoverageExamples.AddRange(found.Take(MostExamples).Select(static one => $"{one.Key}: {one.Unreadable ?? one.What.ToString().ToLowerInvariant()}"));
        var share = old == 0 ? 1 : 1 - ((double)found.Count / old);
        var text = CultureInfo.InvariantCulture;
        var detail = found.Count == 0
            ? string.Create(text, $"all {old:N0} points of the live generation are in the new one, and no other")
            : string.Create(text, $"{missing:N0} of {old:N0} points are missing in the new generation ({100.0 * missing / Math.Max(old, 1):0.0} %), {wrong - missing:N0} differ or are too many, {unreadable:N0} cannot be embedded because their images cannot be read; for example {found[0].Key} ({found[0].Unreadable ?? found[0].What.ToString().ToLowerInvariant()}). ")
                + (wrong > 0
                    ? "Points were written and are not there: look at the index's log and storage, then try again."
                    : $"Bring the images back, delete their points, or allow them with maxUnreadable (now {context.Bounds.MaxUnreadable}).");
        return new GateResult("coverage", wrong == 0 && unreadable <= context.Bounds.MaxUnreadable, share, 1, detail);
    }

    private static string? TextOf(StoredPoint point, string field) => point.Payload.GetValueOrDefault(field) is PayloadValue.Text text ? text.Value : null;
}
