using System.Globalization;
using System.Text.Json;
using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Retrieval;

/// <summary>
/// A search by an uploaded picture, as <c>multipart/form-data</c>: the file in <c>image</c>, and beside it, where wanted, <c>limit</c>, <c>scoreThreshold</c>,
/// <c>filter</c> (JSON), <c>fields</c> (with commas), <c>like</c> and <c>dislike</c> (ids with commas), <c>strategy</c>, <c>groupBy</c> (a field, or JSON),
/// <c>facets</c> (fields with commas, or JSON), <c>diversity</c>, <c>collapseDuplicates</c>, <c>duplicateThreshold</c>, <c>explain</c>, <c>cursor</c>.
/// </summary>
internal static class SearchForm
{
    /// <summary>The fields beside the picture, each with what it holds.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["limit"] = "How many answers are wanted.",
        ["scoreThreshold"] = "Only answers with a higher score.",
        ["filter"] = "Which points may be answers, JSON as in a search.",
        ["fields"] = "Payload fields to show, with commas between them.",
        ["like"] = "Ids of points that are liked, with commas between them.",
        ["dislike"] = "Ids of points that are disliked, with commas between them.",
        ["strategy"] = "average, bestScore or sumScores.",
        ["groupBy"] = "A payload field, or JSON as in a search.",
        ["facets"] = "Payload fields with commas between them, or JSON as in a search.",
        ["diversity"] = "0 to 1.",
        ["collapseDuplicates"] = "true or false.",
        ["duplicateThreshold"] = "The cosine from which on two pictures are one, 0.5 to 1.",
        ["explain"] = "true or false.",
        ["cursor"] = "Empty for the first page; next of the last answer for another.",
    };

    /// <summary>Reads the fields beside the picture.</summary>
    /// <exception cref="FailureException">InvalidRequest: a field is unknown or has the wrong form.</exception>
    public static SearchRequest Read(IFormCollection form, JsonSerializerOptions json)
    {
        if (form.Keys.FirstOrDefault(static name => name != "image" && !Fields.ContainsKey(name)) is { } unknown)
        {
            throw Wrong($"The form field '{Failures.Problems.Shorten(unknown)}' is not known; there are image, {string.Join(", ", Fields.Keys)}.");
        }

        return new SearchRequest
        {
            Limit = Number(form, "limit") is { } limit ? (int)Math.Clamp(limit, int.MinValue, int.MaxValue) : null,
            ScoreThreshold = Number(form, "scoreThreshold"),
            Filter = Text(form, "filter") is { } filter ? JsonSerializer.Deserialize<FilterRequest>(filter, json) : null,
            Fields = List(form, "fields"),
            Like = List(form, "like"),
            Dislike = List(form, "dislike"),
            Strategy = Text(form, "strategy"),
            GroupBy = Text(form, "groupBy") is not { } group ? null : group[0] == '{' ? JsonSerializer.Deserialize<GroupRequest>(group, json) : new GroupRequest(group),
            Facets = Text(form, "facets") is { } facets && facets[0] == '['
                ? JsonSerializer.Deserialize<IReadOnlyList<FacetRequest>>(facets, json)
                : List(form, "facets")?.Select(static field => new FacetRequest(field)).ToList(),
            Diversity = Number(form, "diversity"),
            CollapseDuplicates = Truth(form, "collapseDuplicates"),
            DuplicateThreshold = Number(form, "duplicateThreshold"),
            Explain = Truth(form, "explain"),
            Cursor = form.TryGetValue("cursor", out var cursor) ? cursor.ToString() : null,
        };
    }

    private static string? Text(IFormCollection form, string name) => form.TryGetValue(name, out var value) && value is [{ Length: > 0 } text, ..] ? text : null;

    private static double? Number(IFormCollection form, string name) => Text(form, name) is not { } text
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong($"The form field '{name}' is not a number.");

    private static bool? Truth(IFormCollection form, string name) => Text(form, name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Wrong($"The form field '{name}' is neither true nor false."),
    };

    private static string[]? List(IFormCollection form, string name) =>
        form.TryGetValue(name, out var value) ? value.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : null;

    private static FailureException Wrong(string detail) => new(FailureKind.InvalidRequest, detail);
}
