using System.Text.Json;
using Cluster.Encoders.Tokenization;
using Cluster.TestSupport;

namespace Cluster.Tokenization.Tests;

/// <summary>A vocabulary trained by SentencePiece itself, with its own table of replacements, and what SentencePiece makes of texts (SmallXlmR/make.py).</summary>
public sealed class SentencePieceOracleTests
{
    [Fact]
    public void The_sentencepiece_file_gives_SentencePieces_own_pieces_with_XLMRs_ids()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Asset("sentencepiece.bpe.model"), folder.Path("sentencepiece.bpe.model"));
        var tokenizer = TokenizerLoader.Load(folder.Root, TokenizerRules.HuggingFace, 4_096);
        using var rows = JsonDocument.Parse(File.ReadAllBytes(Asset("expected.json")));
        var wrong = new List<string>();
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            var text = row.GetProperty("text").GetString()!;
            var expected = Encoded.Line(row.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt64()));
            var actual = Encoded.Line(Encoded.By(tokenizer, text).Tokens);
            if (expected != actual)
            {
                wrong.Add($"{JsonSerializer.Serialize(text)}\n  want {expected}\n  got  {actual}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} texts differ:\n{string.Join('\n', wrong)}");
    }

    private static string Asset(string file) => RepositoryFolder.Path("tests", "Tokenization.Tests", "SmallXlmR", file);
}
