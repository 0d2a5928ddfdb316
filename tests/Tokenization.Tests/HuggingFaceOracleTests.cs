using System.Text.Json;
using Cluster.Encoders.Tokenization;
using Cluster.TestSupport;
using CsCheck;
using Tokenizers.DotNet;

namespace Cluster.Tokenization.Tests;

/// <summary>Against the fast tokenizers of Hugging Face themselves, on texts that no list of goldens thinks of.</summary>
public sealed class HuggingFaceOracleTests
{
    private const int Runs = 3_000;
    private static readonly string[] Marks = ["o\u0308", "o\u0323", "q\u0307", "q\u0323"];

    [Fact]
    public void CLIPs_tokens_are_those_of_the_fast_tokenizer() => Assert.Empty(DifferingWithKnownMarks(SharedData.Path("goldens", "models", "metaclip-vit")));

    [Fact]
    public void XLMRs_tokens_are_those_of_the_fast_tokenizer() => Assert.Empty(DifferingWithKnownMarks(RepositoryFolder.Path("tests", "Tokenization.Tests", "SmallXlmR")));

    /// <summary>
    /// The reference of BERT's goldens is Python's tokenizer, which knows newer characters than the fast one's tables of 2015, and splits all of the
    /// Chinese block from U+2B820, where the fast one begins at U+2B920. Texts that hold such a character are left out.
    /// </summary>
    [Fact]
    public void BERTs_tokens_are_those_of_the_fast_tokenizer_but_for_characters_that_its_tables_lack()
    {
        var folder = SharedData.Path("goldens", "models", "align");
        using var pair = new Pair(folder);
        var odd = OddTexts.Singles.Where(text => !pair.Agrees(text)).ToList();
        Assert.Empty(odd);
        var others = Differing(folder).Where(text => text.EnumerateRunes().All(rune => pair.Agrees($"a{rune}b") && pair.Agrees($"a {rune} b"))).ToList();
        Assert.Empty(others);
    }

    /// <summary>
    /// The fast tokenizer's tables take marks of later Unicode versions (U+0899 and U+1ACA, say) for letters and do not put them in order; such texts are left out.
    /// A q composes with no mark, and so shows the order of the two behind it.
    /// </summary>
    private static List<string> DifferingWithKnownMarks(string folder)
    {
        using var pair = new Pair(folder);
        return [.. Differing(folder).Where(text => text.EnumerateRunes().All(rune => Marks.All(mark => pair.Agrees($"{mark}{rune}"))))];
    }

    private static List<string> Differing(string folder)
    {
        using var pair = new Pair(folder);
        var wrong = OddTexts.Singles.Where(text => !pair.Agrees(text)).ToList();
        OddTexts.Texts.Sample(text =>
        {
            if (!pair.Agrees(text))
            {
                wrong.Add(text);
            }
        }, iter: Runs, threads: 1);
        foreach (var text in wrong.OrderBy(static text => text.Length).Take(20))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{JsonSerializer.Serialize(text)}\n  want {pair.Theirs(text)}\n  got  {pair.Ours(text)}");
        }

        return wrong;
    }

    private sealed class Pair(string folder) : IDisposable
    {
        private readonly ITextTokenizer _ours = TokenizerLoader.Load(folder, TokenizerRules.HuggingFace, 512);
        private readonly Tokenizer _theirs = new(Path.Combine(folder, "tokenizer.json"));

        public bool Agrees(string text) => Ours(text) == Theirs(text);

        public string Ours(string text) => Encoded.Line(Encoded.By(_ours, text).Tokens);

        public string Theirs(string text) => string.Join(' ', _theirs.Encode(text));

        public void Dispose() => _theirs.Dispose();
    }
}
