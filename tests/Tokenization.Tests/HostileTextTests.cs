using Cluster.Encoders.Tokenization;
using Cluster.TestSupport;
using CsCheck;

namespace Cluster.Tokenization.Tests;

public sealed class HostileTextTests
{
    private const int Million = 1_000_000;

    public static TheoryData<string> Kinds() => ["OpenClip", "OpenAi", "HuggingFace", "Bert", "Unigram"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hostile_texts_give_a_whole_row(string kind)
    {
        var tokenizer = Make(kind);
        foreach (var text in Texts())
        {
            var encoded = Encoded.By(tokenizer, text);
            Assert.InRange(encoded.Count, 2, tokenizer.ContextLength);
            Assert.Equal(encoded.Count, encoded.Mask.Sum());
            Assert.DoesNotContain(-99, encoded.Ids);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_string_of_UTF16_units_gives_a_whole_row(string kind)
    {
        var tokenizer = Make(kind);
        var units = Gen.OneOf(Gen.Char, Gen.Char['\uD7F0', '\uE010'], Gen.Char['\u0080', '\u024F'], Gen.Char[' ', '~'], Gen.Int[0, 6].Select(static i => "&#;Ãâ€\u0301"[i]));
        units.Array[0, 60].Select(static chars => new string(chars)).Sample(
            text =>
            {
                var encoded = Encoded.By(tokenizer, text);
                return encoded.Count >= 2 && encoded.Mask.Sum() == encoded.Count && !encoded.Ids.Contains(-99);
            },
            iter: 1000);
    }

    [Theory]
    [InlineData("OpenClip")]
    [InlineData("HuggingFace")]
    [InlineData("Bert")]
    public void What_lies_behind_a_full_row_does_not_change_it(string kind)
    {
        var tokenizer = Make(kind);
        var head = string.Join(' ', Enumerable.Range(0, 200).Select(static i => $"word{i}"));
        var tail = string.Concat(Enumerable.Repeat(" crÃ¨me &amp; ΣΑΣ \n", 100_000));
        Assert.Equal(Encoded.By(tokenizer, head + " x").Ids, Encoded.By(tokenizer, head + tail).Ids);
    }

    [Theory]
    [InlineData("OpenClip")]
    [InlineData("HuggingFace")]
    [InlineData("Bert")]
    public void Leading_blanks_without_end_do_not_hide_the_text(string kind)
    {
        var tokenizer = Make(kind);
        Assert.Equal(Encoded.By(tokenizer, "a cat").Ids, Encoded.By(tokenizer, new string(' ', Million) + "\n\t a  cat\n").Ids);
    }

    [Fact]
    public void A_word_without_end_gives_the_row_of_its_beginning()
    {
        var tokenizer = Make("OpenClip");
        Assert.Equal(Encoded.By(tokenizer, new string('x', 5000)).Ids, Encoded.By(tokenizer, new string('x', 10 * Million)).Ids);
    }

    [Fact]
    public void A_long_word_is_unknown_to_BERT_and_hides_nothing_behind_it()
    {
        var tokenizer = Make("Bert");
        var expected = Encoded.By(tokenizer, "[UNK] . cat").Ids;
        Assert.Equal(expected, Encoded.By(tokenizer, new string('x', 101) + ".cat").Ids);
        Assert.Equal(expected, Encoded.By(tokenizer, new string('x', 50_000) + ".cat").Ids);
        Assert.Equal(Encoded.By(tokenizer, "ab").Ids, Encoded.By(tokenizer, "a" + new string('\u0301', 50_000) + "b").Ids);
    }

    private static ITextTokenizer Make(string kind) => kind switch
    {
        "Bert" => TokenizerLoader.Load(SharedData.Path("goldens", "models", "align"), TokenizerRules.HuggingFace),
        "Unigram" => SmallUnigram.Load(),
        _ => TokenizerLoader.Load(SharedData.Path("goldens", "models", "openclip-vit"), Enum.Parse<TokenizerRules>(kind)),
    };

    private static IEnumerable<string> Texts() =>
    [
        "", " ", "\0", "\0\0\0", "\n", "\ud800", "\udc00", "\udc00\ud800", "a\ud83d", "\u200b\ufeff", "&", "&#", "&#x;", "&#99999999999;", "&#xD800;",
        "Ã", "Ã ", "â€", "\u001b[", "<", "[", "</s>", "[MASK]", "<|endoftext|>", "<end_of_text>",
        new string(' ', 10 * Million), new string('a', 10 * Million),
        .. ((string[])["é", "Ã", "\u0301", "&", "\ud800", "7", ".", "[", "Σ", "\n", "\u001b[1", "Ã©", "&amp;", "😀", "a\u0301\u0323", "'", "\udc00"])
            .Select(static unit => string.Concat(Enumerable.Repeat(unit, Million / 4))),
    ];
}
