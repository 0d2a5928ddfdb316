using System.Text.Json;

namespace Cluster.Cli.Hub.Answers;

/// <summary>Answer of <c>/api/models/{id}/revision/{revision}</c>; what is not used is left out.</summary>
internal sealed record RevisionAnswer(string? Sha, ModelCard? CardData, IReadOnlyList<string>? Tags)
{
    private const string LicenceTag = "license:";

    /// <summary>The licence: of the model card, a text or a list of texts, else of the tags.</summary>
    public string? Licence() => CardData?.License switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() == "other" && CardData.LicenseName is { } name => name,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } several => string.Join(
            ", ", several.EnumerateArray().Where(static one => one.ValueKind == JsonValueKind.String).Select(static one => one.GetString())),
        _ => Tags?.FirstOrDefault(static tag => tag.StartsWith(LicenceTag, StringComparison.Ordinal))?[LicenceTag.Length..],
    };
}
