using System.Globalization;
using System.Text.Json;
using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Retrieval;

/// <summary>
/// A search by an uploaded picture, as <c>multipart/form-data</c>: the file in <c>image</c>, and beside it, where wanted, <c>limit</c>, <c>scoreThreshold</c>,
/// <c>filter</c> (JSON), <c>fields</c> (with commas), <c>like</c> and <c>dislike</c> (ids with commas), <c>strategy</c>, <c>groupBy</c> (a field), <c>diversity</c>,
/// <c>collapseDuplicates</c>, <c>explain</c>, <c>cursor</c>.
/// </summary>
internal static class SearchForm
{
    private static readonly HashSet<string> Known = 
    [
        "image", "limit", "scoreThreshold", "filter", "fields", "like", "dislike", "strategy", "groupBy", "diversity", "collapseDuplicates", "explain", "cursor",
    ];

    /// <summary>Reads the fields beside the picture.</summary>
    /// <exception cref="FailureException">InvalidRequest: a field is unknown or has the wrong form.</exception>
    public static SearchRequest Read(IFormCollection form, JsonSerializerOptions json)
    {
        if (form.Keys.FirstOrDefault(static name => !Known.Contains(name)) is { } unknown)
        {
            throw Wrong($"The form field '{Failures.Problems.Shorten(unknown)}' is not known; there are {string.Join(", ", Known)}.");
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
            GroupBy = Text(form, "groupBy") is { } field ? new GroupRequest(field) : null,
            Diversity = Number(form, "diversity"),
            CollapseDuplicates = Truth(form, "collapseDuplicates"),
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
