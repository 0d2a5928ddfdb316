using System.Text.Json;

namespace Cluster.Encoders.Tokenization;

/// <summary>Finds out how many tokens a text of a model folder may have.</summary>
internal static class ContextLengths
{
    /// <summary>Longest context that is believed; Hugging Face writes 1e30 where there is no limit.</summary>
    public const int Longest = 8192;

    /// <summary>
    /// The first that is there: <c>text_cfg.context_length</c> of <c>open_clip_config.json</c> (open_clip's rules only), <c>model_max_length</c>
    /// of <c>tokenizer_config.json</c>, <c>text_config.max_position_embeddings</c> of <c>config.json</c>, <paramref name="otherwise"/>.
    /// </summary>
    public static int Find(ModelFolderFiles files, TokenizerRules rules, int otherwise)
    {
        int? found = null;
        if (rules == TokenizerRules.OpenClip)
        {
            found = Number(files.Json("open_clip_config.json"), "model_cfg", "text_cfg", "context_length");
        }

        found ??= Number(files.Json("tokenizer_config.json"), "model_max_length");
        return found ?? Number(files.Json("config.json"), "text_config", "max_position_embeddings") ?? otherwise;
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
