using Cluster.Encoders.Tokenization;
using Cluster.TestSupport;

namespace Cluster.Tokenization.Tests;

public sealed class ClipGoldenTests
{
    private const int EndId = 49407;

    private static ITextTokenizer Load(TokenizerRules rules) =>
        TokenizerLoader.Load(SharedData.Path("goldens", "models", rules == TokenizerRules.HuggingFace ? "metaclip-vit" : "openclip-vit"), rules);

    [Fact]
    public void OpenAi_rules_give_the_reference_ids_of_every_golden_text()
    {
        var tokenizer = Load(TokenizerRules.OpenAi);
        Compare(tokenizer, static row => row.ClipIds);
    }

    [Fact]
    public void OpenClip_rules_give_the_reference_ids_of_every_golden_text()
    {
        var tokenizer = Load(TokenizerRules.OpenClip);
        Compare(tokenizer, static row => row.OpenClipIds ?? row.ClipIds);
    }

    [Fact]
    public void Hugging_Face_rules_give_the_fast_tokenizers_ids_of_every_golden_text_padded_with_the_end_token()
    {
        var tokenizer = Load(TokenizerRules.HuggingFace);
        Compare(tokenizer, static row => Padded(row.HuggingFaceIds ?? row.ClipIds));
    }

    private static long[] Padded(long[] ids)
    {
        // A row is closed by its last end token: texts may name one themselves.
        var length = Array.LastIndexOf(ids, EndId) + 1;
        return [.. ids[..length], .. Enumerable.Repeat((long)EndId, 77 - length)];
    }

    private static void Compare(ITextTokenizer tokenizer, Func<GoldenRow, long[]> expected)
    {
        var wrong = new List<string>();
        foreach (var row in GoldenRow.ReadAll())
        {
            var encoded = Encoded.By(tokenizer, row.Text);
            var want = expected(row);
            if (!want.SequenceEqual(encoded.Ids))
            {
                wrong.Add($"{row.Text}\n  want {Encoded.Line(want)}\n  got  {Encoded.Line(encoded.Ids)}");
            }

            Assert.All(encoded.Mask[..encoded.Count], static m => Assert.Equal(1, m));
            Assert.All(encoded.Mask[encoded.Count..], static m => Assert.Equal(0, m));
            Assert.Equal(EndId, encoded.Ids[encoded.Count - 1]);
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} texts differ:\n{string.Join('\n', wrong)}");
    }
}
