using System.Text.Json;

namespace Cluster.Encoders.Tokenization;

/// <summary>Finds out how many tokens a text of a model folder may have.</summary>
internal static class ContextLengths
{
    /// <summary>Longest context that is believed; Hugging Face writes 1e30 where there is no limit.</summary>
    public const int Longest = 8192;

    /// <summary>ALIGN's processor cuts to this, whatever its tokenizer would take.</summary>
    private const int Align = 64;

    /// <summary>
    /// <c>text_cfg.context_length</c> of <c>open_clip_config.json</c> (open_clip's rules only); else the smaller of <c>model_max_length</c> of
    /// <c>tokenizer_config.json</c> (what the tokenizer takes) and <c>text_config.max_position_embeddings</c> of <c>config.json</c> (what the tower
    /// takes), ALIGN's at most 64; else <paramref name="otherwise"/>.
    /// </summary>
    public static int Find(ModelFolderFiles files, TokenizerRules rules, int otherwise)
    {
        if (rules == TokenizerRules.OpenClip && Number(files.Json("open_clip_config.json"), "model_cfg", "text_cfg", "context_length") is { } stated)
        {
            return stated;
        }

        var config = files.Json("config.json");
        var isAlign = config is { } root && root.TryGetProperty("model_type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "align";
        int?[] limits = [Number(files.Json("tokenizer_config.json"), "model_max_length"), Number(config, "text_config", "max_position_embeddings"), isAlign ? Align : null];
        return limits.Min() ?? otherwise;
    }

    private static int? Number(JsonElement? root, params ReadOnlySpan<string> path)
    {
        if (root is not { } element)
        {
            return null;
        }

        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && value is >= 2 and <= Longest ? (int)value : null;
    }
}
