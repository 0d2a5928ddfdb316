using System.Globalization;
using Cluster.Gateway.Limits;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Retrieval;

/// <summary>Checks the examples of a question.</summary>
internal static class ExampleReader
{
    private const float MaxWeight = 100;

    /// <summary>Reads a list of examples.</summary>
    /// <exception cref="Domain.Outcomes.FailureException">InvalidRequest or TooLarge, with the field that is wrong.</exception>
    public static IReadOnlyList<Example> Read(IReadOnlyList<ExampleRequest>? examples, string path, int most, GatewayOptions limits)
    {
        RequireAtMost(path, examples, most);
        return [.. (examples ?? []).Select((example, i) => Read(example, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), i, limits))];
    }

    /// <summary>Reads a list of point ids.</summary>
    /// <exception cref="Domain.Outcomes.FailureException">InvalidRequest, with the id that is wrong.</exception>
    public static IReadOnlyList<Example> ReadIds(IReadOnlyList<string>? ids, string path, int most)
    {
        RequireAtMost(path, ids, most);
        return [.. (ids ?? []).Select((id, i) => ReadId(id, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))).Distinct()
            .Select(static (id, i) => new Example.Stored($"id {i}", 1, id))];
    }

    /// <summary>Checks words.</summary>
    public static string Words(string text, string path, GatewayOptions limits)
    {
        Require(!string.IsNullOrWhiteSpace(text), $"{path} is blank: say what to look for.");
        Require(text.Length <= limits.MaxTextLength, $"{path} has {text.Length} characters; at most {limits.MaxTextLength} are taken.");
        return text;
    }

    private static Example Read(ExampleRequest example, string path, int place, GatewayOptions limits)
    {
        Require(example is not null, $"{path} is null.");
        Require(
            new[] { example!.Text, example.Image, example.Id, example.Key }.Count(static part => part is not null) == 1,
            $"{path} gives none or several of text, image, id and key; give exactly one.");
        Require(
            example.Weight is null || (example.Weight > 0 && example.Weight <= MaxWeight),
            $"{path}.weight must lie above 0 and be at most {MaxWeight}; what is not wanted goes into dislike.");
        var weight = (float?)example.Weight ?? 1;
        return example switch
        {
            { Text: { } text } => new Example.Words($"text {place}", weight, Words(text, $"{path}.text", limits)),
            { Image: { } image } => new Example.Picture($"image {place}", weight, QueryPicture.Decode(image, limits.MaxImageBytes, $"{path}.image")),
            { Id: { } id } => new Example.Stored($"id {place}", weight, ReadId(id, $"{path}.id")),
            _ => new Example.Keyed($"key {place}", weight, example.Key is { Length: > 0 } key ? key : throw EmptyKey(path)),
        };
    }

    private static Domain.Outcomes.FailureException EmptyKey(string path) =>
        new(Domain.Outcomes.FailureKind.InvalidRequest, $"{path}.key is empty: give the key of an image of the collection.");
}
