using Cluster.Gateway.Limits;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Retrieval;

/// <summary>Turns a search request into a plan, or says what is wrong with it.</summary>
internal static class SearchReader
{
    private const int MaxMix = 20;

    /// <summary>Checks <paramref name="request"/>, with the picture that was uploaded beside it, if one was.</summary>
    /// <exception cref="Domain.Outcomes.FailureException">InvalidRequest or TooLarge, with the field that is wrong.</exception>
    public static QueryPlan Read(SearchRequest request, ReadOnlyMemory<byte>? upload, GatewayOptions limits)
    {
        var image = request.Image is null ? upload : QueryPicture.Decode(request.Image, limits.MaxImageBytes, "$.image");
        var parts = new object?[] { request.Text, image, request.PointId, request.Key, request.Mix }.Count(static part => part is not null);
        Require(parts <= 1, "More than one of text, image, pointId, key and mix is given: ask for one, or for several in mix.");
        Require(request.Mix is not { Count: 0 }, "$.mix is empty: give examples, or leave it out.");
        var like = ExampleReader.ReadIds(request.Like, "$.like", limits.MaxExamples);
        var dislike = ExampleReader.ReadIds(request.Dislike, "$.dislike", limits.MaxExamples);
        Require(parts + like.Count + dislike.Count > 0, "Nothing is asked for: give text, image, pointId, key or mix, or examples in like.");
        Require(request.Key is not "", "$.key is empty: give the key of an image of the collection.");
        return new QueryPlan
        {
            Asked = request switch
            {
                { Text: { } text } => [new Example.Words("text", 1, ExampleReader.Words(text, "$.text", limits))],
                { PointId: { } id } => [new Example.Stored("id", 1, ReadId(id, "$.pointId"))],
                { Key: { } key } => [new Example.Keyed("key", 1, key)],
                { Mix: { } mix } => ExampleReader.Read(mix, "$.mix", MaxMix, limits),
                _ => image is { } bytes ? [new Example.Picture("image", 1, bytes)] : [],
            },
            Like = like,
            Dislike = dislike,
            Strategy = request.Strategy switch
            {
                null or "average" => Strategy.Average,
                "bestScore" => Strategy.BestScore,
                _ => throw new Domain.Outcomes.FailureException(Domain.Outcomes.FailureKind.InvalidRequest, "$.strategy is neither 'average' nor 'bestScore'."),
            },
            Refinement = RefinementReader.Read(request, request.Facets, limits),
            Fingerprint = request.Cursor is null ? 0 : QueryFingerprint.Of(request with { Cursor = null, Limit = null }, upload),
        };
    }
}
