using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Reembedding;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Retrieval;

/// <summary>
/// Query to answer. 1. The live collection is resolved once. 2. Texts and pictures go to the encoder that built it; stored points need none. 3. Examples
/// and strategy become a scoring, exclusions a filter. 4. The index answers on the concrete collection, and answers are chosen. 5. The answer is stamped.
/// </summary>
internal sealed class Searcher(CollectionReader collections, ExampleResolver resolver, AnswerChooser chooser, IVectorIndex index, ShadowTraffic shadow, TimeProvider time)
{
    /// <summary>Answers <paramref name="plan"/>.</summary>
    /// <exception cref="FailureException">Whatever stands in the way, as a failure.</exception>
    public async Task<SearchAnswer> SearchAsync(string collection, QueryPlan plan, CancellationToken cancellationToken)
    {
        // :: 1.
        var view = await collections.ViewAsync(collection, cancellationToken);
        var begun = time.GetTimestamp();
        var answer = await SearchAsync(view.Live, plan, cancellationToken);
        shadow.Offer(view, answer, time.GetElapsedTime(begun), (place, token) => SearchAsync(place, plan, token));
        return answer;
    }

    /// <summary>Answers <paramref name="plan"/> from a collection that is resolved already.</summary>
    /// <exception cref="FailureException">Whatever stands in the way, as a failure.</exception>
    public async Task<SearchAnswer> SearchAsync(LiveCollection live, QueryPlan plan, CancellationToken cancellationToken)
    {
        var refinement = plan.Refinement;
        var cursor = refinement.Cursor is { Length: > 0 } text ? Cursor.Read(text, plan.Fingerprint, live.Generation, live.Dimension) : null;
        var counting = CountAsync(live, refinement, cancellationToken);

        // :: 2.
        var examples = await resolver.ResolveAsync(live, plan, cursor, cancellationToken);
        var vectors = refinement.Explain || ScoringPlan.NeedsVectors(examples)
            ? await resolver.VectorsAsync(live, examples.All.Select(static pair => pair.Example), cancellationToken)
            : new Dictionary<PointId, ReadOnlyMemory<float>>();

        // :: 3.
        var scoring = ScoringPlan.For(examples, plan.Strategy, vectors);
        var query = new VectorQuery(scoring.By, refinement.Limit)
        {
            Filter = await FilterAsync(live, plan, scoring, examples, cancellationToken),
            ScoreAbove = refinement.ScoreAbove,
            Select = new PointSelector(refinement.NeedsVectors, FieldsFor(refinement)),
        };

        // :: 4.
        var answers = await chooser.ChooseAsync(live.Collection, query, refinement, cursor, cancellationToken);

        // :: 5.
        var writer = new HitWriter(live, refinement);
        return new SearchAnswer(
            live.Alias.Value, live.Collection.Value, live.Encoder.Value, live.Space.Value, [.. answers.Select(answer => writer.Write(answer, scoring, examples, vectors))])
        {
            Next = AnswerChooser.Next(plan, live.Generation, answers, cursor, Made(plan, examples))?.Write(),
            Facets = await counting,
        };
    }

    /// <summary>The payload fields to ask the index for; null for all.</summary>
    public static IReadOnlyList<string>? FieldsFor(Refinement refinement)
    {
        IEnumerable<string> needed = [PayloadFields.Key, PayloadFields.Corpus];
        needed = refinement.CollapseAbove is null ? needed : needed.Append(PayloadFields.ContentHash);
        needed = refinement.GroupField is { } group ? needed.Append(group) : needed;
        return refinement.Fields is null ? null : [.. refinement.Fields.Union(needed)];
    }

    private static List<ReadOnlyMemory<float>> Made(QueryPlan plan, ResolvedExamples examples)
    {
        if (plan.Refinement.Cursor is null)
        {
            return [];
        }

        List<ReadOnlyMemory<float>> made = [.. plan.Asked.Concat(plan.Like).Concat(plan.Dislike)
            .Zip(examples.Asked.Concat(examples.Like).Concat(examples.Dislike))
            .Where(static pair => pair.First.IsMade)
            .Select(static pair => pair.Second.Vector!.Value)];
        return made.Count <= Cursor.MaxVectors
            ? made
            : throw new FailureException(FailureKind.InvalidRequest, $"Pages take at most {Cursor.MaxVectors} texts and pictures; use points by id for the others.");
    }

    private async Task<Filter?> FilterAsync(
        LiveCollection live, QueryPlan plan, ScoringPlan scoring, ResolvedExamples examples, CancellationToken cancellationToken)
    {
        var named = VectorQueryRules.ExamplesOf(scoring.By).OfType<QueryExample.Point>().Select(static point => point.Id);
        var keyed = plan.ExcludeKeys.Count == 0 ? [] : await collections.IdsOfAsync(live.Alias.Value, plan.ExcludeKeys, cancellationToken);
        IReadOnlyList<PointId> excluded = [.. plan.Exclude.Concat(keyed).Concat(scoring.Excluded).Except(named)];
        var across = plan.Across is { } field ? await AcrossAsync(live, field, examples, cancellationToken) : null;
        IReadOnlyList<Filter> all =
        [
            .. new[] { plan.Refinement.Filter, across, excluded.Count == 0 ? null : new Filter.Not(new Filter.HasId(excluded)) }.OfType<Filter>(),
        ];
        return all switch
        {
            [] => null,
            [var only] => only,
            _ => new Filter.All(all),
        };
    }

    // What goes with a shirt is no other shirt.
    private async Task<Filter?> AcrossAsync(LiveCollection live, string field, ResolvedExamples examples, CancellationToken cancellationToken)
    {
        var ids = examples.Asked.Concat(examples.Like).Select(static example => example.Point).OfType<PointId>().Distinct().ToList();
        var stored = ids.Count == 0 ? [] : await index.GetAsync(live.Collection, ids, new PointSelector(false, [field]), cancellationToken);
        IReadOnlyList<PayloadValue> values =
        [
            .. stored.Select(point => point.Payload.GetValueOrDefault(field))
                .SelectMany(static value => value is PayloadValue.Many many ? many.Values : value is null ? [] : [value])
                .Where(static value => value is PayloadValue.Text or PayloadValue.Integer or PayloadValue.Truth)
                .Distinct(),
        ];
        return values.Count == 0 ? null : new Filter.Not(new Filter.Match(field, values));
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<FacetView>>?> CountAsync(LiveCollection live, Refinement refinement, CancellationToken cancellationToken)
    {
        if (refinement.Facets.Count == 0)
        {
            return null;
        }

        var counted = new Dictionary<string, IReadOnlyList<FacetView>>();
        foreach (var (field, limit) in refinement.Facets)
        {
            var values = await index.FacetAsync(live.Collection, field, refinement.Filter, limit, cancellationToken);
            counted[field] = [.. values.Select(static value => new FacetView(PayloadJson.Write(value.Value), value.Count))];
        }

        return counted;
    }
}
