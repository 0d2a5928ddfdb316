using Cluster.Domain.Collections;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Encoders;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Retrieval;

/// <summary>
/// Query to answer. 1. The live collection is resolved once. 2. Text or picture goes to the encoder that built it; a stored point needs none.
/// 3. The index answers on the concrete collection. 4. The answer is stamped with both.
/// </summary>
internal sealed class Searcher(CollectionReader collections, QueryEncoder encoder, IVectorIndex index)
{
    /// <summary>Answers <paramref name="plan"/>.</summary>
    /// <exception cref="Domain.Outcomes.FailureException">Whatever stands in the way, as a failure.</exception>
    public async Task<SearchAnswer> SearchAsync(string collection, QueryPlan plan, CancellationToken cancellationToken)
    {
        // 1. Resolve.
        var live = await collections.LiveAsync(collection, cancellationToken);

        // 2. Encode.
        var asked = await ExampleAsync(live, plan, cancellationToken);

        // 3. Ask.
        var points = await index.QueryAsync(live.Collection, plan.Ask(asked), cancellationToken);

        // 4. Stamp.
        return new SearchAnswer(
            live.Alias.Value, live.Collection.Value, live.Encoder.Value, live.Space.Value, [.. points.Select(point => View(live, point, plan.Fields))]);
    }

    private async Task<QueryExample?> ExampleAsync(LiveCollection live, QueryPlan plan, CancellationToken cancellationToken) => plan switch
    {
        { Text: { } text } => new QueryExample.Raw(await encoder.EncodeAsync(live, text, cancellationToken)),
        { Image: { } image } => new QueryExample.Raw(await encoder.EncodeAsync(live, image, cancellationToken)),
        { Point: { } point } => new QueryExample.Point(point),
        { Key: { } key } => new QueryExample.Point(
            (await collections.FindImageAsync(live.Alias.Value, key, corpus: null, PointSelector.IdOnly, cancellationToken)).Point.Id),
        _ => null,
    };

    private static HitView View(LiveCollection live, ScoredPoint point, IReadOnlyList<string>? fields)
    {
        // The fields of the system itself are shown to those who name them.
        var shown = point.Payload.Where(pair => fields?.Contains(pair.Key) ?? !pair.Key.StartsWith('_'));
        return new HitView(
            point.Id.ToString(),
            point.Score,
            PointLinks.TextOf(point.Payload, PayloadFields.Key),
            PointLinks.TextOf(point.Payload, PayloadFields.Corpus),
            PayloadJson.Write(shown),
            PointLinks.ThumbnailOf(live.Alias, point.Payload));
    }
}
