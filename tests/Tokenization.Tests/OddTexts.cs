using System.Globalization;
using System.Text;
using CsCheck;

namespace Cluster.Tokenization.Tests;

/// <summary>Texts as shops, scrapers and vandals write them.</summary>
internal static class OddTexts
{
    private static readonly string[] Parts =
    [
        "a photo of a cat", "dress", "Red", "SIZE", "shoes", "it's", "we'll", "I'M", "don’t", "12", "3.50", "2024", "007", "x", "É", "café", "naïve", "Straße", "İstanbul", "ΣΑΣ", "Σ", "ς", "ŉ", "ﬁ", "ǅ", "ẞ", "Ⅷ", "½", "²", "①",
        "日本語", "中文字", "한국어", "ไทย", "हिन्दी", "العربية", "עברית", "𠮷", "𐐨", "x𐐀", "🐱", "👩‍👩‍👧", "🇩🇪", "❤️", "☺", "👍🏽", "e\u0301", "o\u0308\u0323", "\u0301", "\u200b", "\u200d", "\u00ad", "\ufeff", "\u00a0", "\u3000",
        "\u2003", "\u2028", "\u0085", "\t", "\n", "\r\n", "  ", " ", " ", " ", " ", " ", "\u0000", "\u0007", "\u001b[31m", "\u007f", "\ufffd", "\ue000", "&amp;", "&lt;b&gt;", "&#39;", "&eacute;", "&amp;amp;", "<br>", "https://a.b/c?d=e", "a_b", "a-b", "...", "!!!", "?", "\"", "'", "“”", "«", "—", "€", "£5", "™", "°C", "#tag", "@user", "\\", "/",
        "<|startoftext|>", "<|endoftext|>", "<start_of_text>", "[CLS]", "[SEP]", "[MASK]", "[PAD]", "[UNK]", "<s>", "</s>", "<unk>", "<pad>", "<mask>", "[mask]", "<S>", "▁", "##s", "</w>", "‘s", "ＡＢＣ", "ｱｲｳ", "㎏", "ﷺ", "각", "ᄀ", "\u0e33", "\u0130", "\u1e9e", "\u212a", "\u2126", "À", "A\u0300", "q\u0307\u0323",
    ];

    private static readonly Gen<string> Anything = Gen.OneOf(
        Gen.Int[0x20, 0x7E], Gen.Int[0xA0, 0x24F], Gen.Int[0x250, 0x1FFF], Gen.Int[0x2000, 0x33FF], Gen.Int[0x3400, 0xD7FF], Gen.Int[0xE000, 0xFFFD], Gen.Int[0x10000, 0x1FFFF], Gen.Int[0x20000, 0x3FFFF])
        .Select(static code => new Rune(code))
        .Where(static rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned)
        .Select(static rune => rune.ToString());

    private static readonly Gen<string> Known = Gen.Int[0, Parts.Length - 1].Select(static i => Parts[i]);

    /// <summary>Up to twenty parts in a row, mostly known ones.</summary>
    public static Gen<string> Texts { get; } = Gen.OneOf(Known, Known, Known, Known, Anything).Array[0, 20].Select(static parts => string.Concat(parts));

    /// <summary>Each part alone, and between letters.</summary>
    public static IEnumerable<string> Singles => Parts.SelectMany(static part => (string[])[part, $"a{part}b", $" {part} ", $"a {part}", $"{part} b", part + part]);
}
