using System.Text;
using System.Text.Json;
using Cluster.Encoders.Tokenization.Text;

namespace Cluster.Encoders.Tokenization;

/// <summary>A tokenizer of Hugging Face in an OpenCLIP folder: open_clip cleans the text first.</summary>
internal sealed class OpenClipTokenizer(ITextTokenizer inner, OpenClipCleaning cleaning) : ITextTokenizer
{
    /// <inheritdoc />
    public int ContextLength => inner.ContextLength;

    /// <inheritdoc />
    public string Fingerprint { get; } = new TokenizerFingerprint("open_clip-hf/1").Add(cleaning.ToString()).Add(inner.Fingerprint).ToHex();

    /// <summary>The cleaning that <c>open_clip_config.json</c> names; whitespace when it names none.</summary>
    public static OpenClipCleaning CleaningOf(ModelFolderFiles files)
    {
        var element = files.Json("open_clip_config.json") ?? default;
        foreach (var name in (ReadOnlySpan<string>)["model_cfg", "text_cfg", "tokenizer_kwargs", "clean"])
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return OpenClipCleaning.Whitespace;
            }
        }

        return element.GetString() switch
        {
            "whitespace" => OpenClipCleaning.Whitespace,
            "lower" => OpenClipCleaning.Lower,
            "canonicalize" => OpenClipCleaning.Canonicalize,
            var other => throw files.Incomplete($"open_clip_config.json cleans texts by '{other}'; known are whitespace, lower and canonicalize."),
        };
    }

    /// <inheritdoc />
    public int Encode(string text, Span<long> ids, Span<long> mask)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = OpenAiText.Clean(text, ContextLength, lower: cleaning == OpenClipCleaning.Lower);
        return inner.Encode(cleaning == OpenClipCleaning.Canonicalize ? Canonical(clean) : clean, ids, mask);
    }

    // An underscore parts words, other punctuation of ASCII vanishes.
    private static string Canonical(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var parts = c is '_' or ' ';
            if (parts ? kept.Length > 0 && kept[^1] != ' ' : !char.IsAscii(c) || !(char.IsPunctuation(c) || char.IsSymbol(c)))
            {
                kept.Append(parts ? ' ' : c);
            }
        }

        return LowerCase.Whole(kept.ToString().TrimEnd(' '));
    }
}
