using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.Gateway.Limits;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Retrieval;

/// <summary>A search request, checked: what to encode, and what the index will be asked once that is done.</summary>
internal sealed record QueryPlan
{
    private const int DefaultHits = 10;
    private const int MaxFields = 100;

    /// <summary>Words to encode; null when none were asked.</summary>
    public string? Text { get; private init; }

    /// <summary>A picture to encode; null when none was asked.</summary>
    public ReadOnlyMemory<byte>? Image { get; private init; }

    /// <summary>The stored point asked about; null when none was.</summary>
    public PointId? Point { get; private init; }

    /// <summary>The key of the stored image asked about; null when none was.</summary>
    public string? Key { get; private init; }

    /// <summary>Points liked and disliked.</summary>
    public IReadOnlyList<PointId> Like { get; private init; } = [];

    /// <inheritdoc cref="Like"/>
    public IReadOnlyList<PointId> Dislike { get; private init; } = [];

    private bool BestScore { get; init; }

    private int Limit { get; init; }

    private Filter? Filter { get; init; }

    private float? ScoreAbove { get; init; }

    /// <summary>Payload fields that the answer shows; null for all.</summary>
    public IReadOnlyList<string>? Fields { get; private init; }

    /// <summary>Checks <paramref name="request"/>, with the picture that was uploaded beside it, if one was.</summary>
    /// <exception cref="FailureException">InvalidRequest or TooLarge, with the field that is wrong.</exception>
    public static QueryPlan For(SearchRequest request, ReadOnlyMemory<byte>? upload, GatewayOptions limits)
    {
        var image = request.Image is null ? upload : QueryPicture.Decode(request.Image, limits.MaxImageBytes);
        var asked = new object?[] { request.Text, image, request.PointId, request.Key }.Count(static part => part is not null);
        var like = ReadIds(request.Like, "like", limits.MaxExamples);
        var dislike = ReadIds(request.Dislike, "dislike", limits.MaxExamples);
        Require(asked <= 1, "More than one of text, image, pointId and key is given: ask for one, and add others as examples in like.");
        Require(asked + like.Count + dislike.Count > 0, "Nothing is asked for: give text, image, pointId or key, or examples in like.");
        Require(request.Text is null || !string.IsNullOrWhiteSpace(request.Text), "$.text is blank: say what to look for.");
        Require(
            request.Text is null || request.Text.Length <= limits.MaxTextLength,
            $"$.text has {request.Text?.Length} characters; at most {limits.MaxTextLength} are taken.");
        Require(request.Key is not "", "$.key is empty: give the key of an image of the collection.");
        Require(request.Limit is null || (request.Limit >= 1 && request.Limit <= limits.MaxHits), $"$.limit is {request.Limit}; it must lie between 1 and {limits.MaxHits}.");
        Require(request.ScoreThreshold is null || double.IsFinite(request.ScoreThreshold.Value), "$.scoreThreshold is not a finite number.");
        Require(request.Strategy is null or "average" or "bestScore", "$.strategy is neither 'average' nor 'bestScore'.");
        Require((request.Fields?.Count ?? 0) <= MaxFields, $"$.fields names more than {MaxFields} fields; leave it out to get all.");
        Require(request.Fields?.Any(string.IsNullOrEmpty) is not true, "$.fields holds an empty name.");
        return new QueryPlan
        {
            Text = request.Text,
            Image = image,
            Point = request.PointId is null ? null : ReadId(request.PointId, "$.pointId"),
            Key = request.Key,
            Like = like,
            Dislike = dislike,
            BestScore = request.Strategy == "bestScore",
            Limit = request.Limit ?? Math.Min(DefaultHits, limits.MaxHits),
            Filter = request.Filter is null ? null : FilterReader.Read(request.Filter),
            ScoreAbove = (float?)request.ScoreThreshold,
            Fields = request.Fields,
        };
    }

    /// <summary>The question to the index, once what was asked has become an example.</summary>
    public VectorQuery Ask(QueryExample? asked)
    {
        IReadOnlyList<QueryExample> positive = [.. asked is null ? [] : new[] { asked }, .. Like.Select(static id => new QueryExample.Point(id))];
        IReadOnlyList<QueryExample> negative = [.. Dislike.Select(static id => new QueryExample.Point(id))];
        Scoring scoring = (positive, negative) switch
        {
            ([var only], []) => new Scoring.Nearest(only),
            _ when BestScore || positive.Count == 0 => new Scoring.BestScore(positive, negative),
            _ => new Scoring.AverageVector(positive, negative),
        };
        return new VectorQuery(scoring, Limit)
        {
            Filter = Filter,
            ScoreAbove = ScoreAbove,
            Select = new PointSelector(false, Fields is null ? null : [.. Fields.Union([PayloadFields.Key, PayloadFields.Corpus])]),
        };
    }

    /// <summary>Reads a point id.</summary>
    /// <exception cref="FailureException">InvalidRequest: it is not a UUID.</exception>
    public static PointId ReadId(string text, string path) => PointId.TryParse(text, out var id)
        ? id
        : throw new FailureException(FailureKind.InvalidRequest, $"{path} is not a point id: give a UUID as answers carry them in id.");

    private static IReadOnlyList<PointId> ReadIds(IReadOnlyList<string>? texts, string field, int most)
    {
        Require((texts?.Count ?? 0) <= most, $"$.{field} holds {texts?.Count} examples; at most {most} are taken.");
        return [.. (texts ?? []).Select((text, i) => ReadId(text, $"$.{field}[{i}]")).Distinct()];
    }

    private static void Require(bool holds, string refusal)
    {
        if (!holds)
        {
            throw new FailureException(FailureKind.InvalidRequest, refusal);
        }
    }
}
