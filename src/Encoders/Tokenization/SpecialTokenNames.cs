using System.Text.Json;

namespace Cluster.Encoders.Tokenization;

/// <summary>What a model folder calls its special tokens, and how long its texts may be.</summary>
/// <remarks>
/// <c>tokenizer_config.json</c> goes before <c>special_tokens_map.json</c>. A name is a string, or an object with <c>content</c>.
/// </remarks>
internal sealed class SpecialTokenNames
{
    private readonly JsonElement?[] _sources;

    /// <summary>Reads the two files where they are there.</summary>
    public SpecialTokenNames(ModelFolderFiles files) =>
        _sources = [files.Json("tokenizer_config.json"), files.Json("special_tokens_map.json")];

    /// <summary>The token of a role such as <c>bos_token</c>; null when no file says.</summary>
    public string? Of(string role)
    {
        foreach (var source in _sources)
        {
            if (source is { } root && root.TryGetProperty(role, out var value))
            {
                if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("content", out var content))
                {
                    value = content;
                }

                if (value.ValueKind == JsonValueKind.String)
                {
                    return value.GetString();
                }
            }
        }

        return null;
    }

    /// <summary>A flag of <c>tokenizer_config.json</c>; null when it is absent or null.</summary>
    public bool? Flag(string name) => _sources[0] is { } root && root.TryGetProperty(name, out var value)
        ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
        : null;
}
