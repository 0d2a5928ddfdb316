using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Recommendations;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Retrieval;

/// <summary>
/// Has the index answer and chooses. Where answers are to be grouped, collapsed or made diverse it looks at more of them than are wanted, and, while too
/// few are left, goes on behind those it has seen.
/// </summary>
internal sealed class AnswerChooser(IVectorIndex index)
{
    private const int MostLookedAt = 10_000;
    private const int MostCompared = 4_000;
    private const int LeastBatch = 50;

    /// <summary>The answers, at most as many as the refinement wants.</summary>
    /// <param name="collection">The concrete collection.</param>
    /// <param name="query">The question; its limit is not looked at.</param>
    /// <param name="refinement">What is to become of the answers.</param>
    /// <param name="cursor">Where the page before ended; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Answer>> ChooseAsync(
        CollectionName collection, VectorQuery query, Refinement refinement, Cursor? cursor, CancellationToken cancellationToken)
    {
        query = query with { After = cursor?.Place, Exact = refinement.Cursor is not null };
        if (refinement is { GroupField: null, CollapseAbove: null, Diversity: 0 })
        {
            var points = await index.QueryAsync(collection, query with { Limit = refinement.Limit }, cancellationToken);
            return [.. points.Select(static (point, place) => new Answer(point, place))];
        }

        var wanted = refinement.Diversity > 0 ? Math.Max(refinement.Limit * 4, refinement.Limit + LeastBatch) : refinement.Limit;
        var most = refinement.CollapseAbove is null ? MostLookedAt : MostCompared;
        var seen = new List<ScoredPoint>();
        var shown = cursor is null ? [] : cursor.Groups.ToHashSet();
        List<Answer> left = [];
        for (var batch = Math.Clamp(wanted * 2, LeastBatch, most); seen.Count < most; batch = Math.Min(batch * 2, most - seen.Count))
        {
            var page = await index.QueryAsync(collection, query with { Limit = batch }, cancellationToken);
            seen.AddRange(page);
            left = Reduce(seen, refinement, shown);
            if (page.Count < batch || left.Count >= wanted || seen.Count >= most)
            {
                break;
            }

            query = query with { After = new ScorePlace(page[^1].Score, page[^1].Id, (cursor?.Place.Rank ?? 0) + seen.Count) };
        }

        return refinement.Diversity > 0 ? Diversify(left, refinement) : [.. left.Take(refinement.Limit)];
    }

    /// <summary>The cursor of the page behind <paramref name="answers"/>; null at the end.</summary>
    /// <exception cref="FailureException">InvalidRequest: more groups were shown than a cursor carries.</exception>
    public static Cursor? Next(QueryPlan plan, int generation, IReadOnlyList<Answer> answers, Cursor? before, IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        if (plan.Refinement.Cursor is null || answers.Count < plan.Refinement.Limit)
        {
            return null;
        }

        IReadOnlyList<ulong> groups = [.. (before?.Groups ?? []).Concat(answers.Select(static answer => answer.Group).OfType<PayloadValue>().Select(HashOf)).Distinct()];
        if (groups.Count > Cursor.MaxGroups)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"Pages end after {Cursor.MaxGroups} groups. Narrow the question by a filter.");
        }

        var last = answers[^1];
        return new Cursor(
            plan.Fingerprint, generation, new ScorePlace(last.Point.Score, last.Point.Id, (before?.Place.Rank ?? 0) + last.Place + 1), groups, vectors);
    }

    /// <summary>What is left of answers in order, grouped and collapsed where that is asked.</summary>
    /// <param name="seen">The answers, the best first.</param>
    /// <param name="refinement">What is asked.</param>
    /// <param name="shown">Hashes of groups that were shown before.</param>
    public static List<Answer> Reduce(List<ScoredPoint> seen, Refinement refinement, HashSet<ulong> shown)
    {
        var places = seen.Select(static (point, place) => (point.Id, place)).ToDictionary(static pair => pair.Id, static pair => pair.place);
        var left = refinement.CollapseAbove is { } above
            ? DuplicateCollapse.Collapse(seen, above, static point => PointLinks.TextOf(point.Payload, PayloadFields.ContentHash))
            : [.. seen.Select(static point => (point, 0))];
        var grouping = refinement.GroupField is { } field ? new Grouping(field, refinement.GroupSize) : null;
        var answers = new List<Answer>();
        foreach (var (point, duplicates) in left)
        {
            var group = grouping?.GroupOf(point);
            if ((group is null || !shown.Contains(HashOf(group))) && grouping?.Takes(point) is not false)
            {
                answers.Add(new Answer(point, places[point.Id], duplicates, group));
            }
        }

        return answers;
    }

    private static IReadOnlyList<Answer> Diversify(List<Answer> left, Refinement refinement)
    {
        var byId = left.ToDictionary(static answer => answer.Point.Id);
        return [.. MaximalMarginalRelevance.Choose([.. left.Select(static answer => answer.Point)], refinement.Diversity, refinement.Limit).Select(point => byId[point.Id])];
    }

    private static ulong HashOf(PayloadValue group) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(group.ToString())));
}
