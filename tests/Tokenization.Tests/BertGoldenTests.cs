using Cluster.Encoders.Tokenization;
using Cluster.TestSupport;

namespace Cluster.Tokenization.Tests;

public sealed class BertGoldenTests
{
    [Theory]
    [InlineData("goldens", "models", "align")]
    [InlineData("tokenizers", "bert-base-uncased")]
    public void WordPiece_gives_the_reference_ids_and_mask_of_every_golden_text(params string[] folder)
    {
        var tokenizer = TokenizerLoader.Load(SharedData.Path(folder), TokenizerRules.HuggingFace, 64);
        var wrong = new List<string>();
        foreach (var row in GoldenRow.ReadAll())
        {
            var encoded = Encoded.By(tokenizer, row.Text);
            if (!row.BertIds.SequenceEqual(encoded.Ids) || !row.BertMask.SequenceEqual(encoded.Mask))
            {
                wrong.Add($"{row.Text}\n  want {Encoded.Line(row.BertIds)}\n  got  {Encoded.Line(encoded.Ids)}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} texts differ:\n{string.Join('\n', wrong)}");
    }
}
