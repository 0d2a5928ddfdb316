using System.Text.Json;
using Cluster.Encoders.Tokenization;
using Cluster.TestSupport;
using Google.Protobuf;

namespace Cluster.Tokenization.Tests;

/// <summary>A Unigram model small enough to check by hand, in both of its file forms.</summary>
internal static class SmallUnigram
{
    public static readonly (string Piece, double Score)[] Pieces =
    [
        ("▁", -3), ("▁a", -2.5), ("▁red", -4), ("▁dress", -5), ("▁d", -4.5), ("r", -4), ("e", -3.5), ("d", -4), ("s", -3), ("ss", -5),
        ("ress", -6), ("a", -3.2), ("b", -4.1), ("ab", -5), ("ba", -5.5), ("aba", -6.5), ("é", -6), ("😀", -7), ("es", -4.4), ("▁shoes", -5.5), ("ho", -6),
    ];

    public static ITextTokenizer Load() => Load(WriteTokenizerJson);

    public static ITextTokenizer Load(Action<TemporaryFolder> write)
    {
        using var folder = new TemporaryFolder();
        write(folder);
        return TokenizerLoader.Load(folder.Root, TokenizerRules.HuggingFace, 16);
    }

    public static void WriteTokenizerJson(TemporaryFolder folder)
    {
        // The places of tokenizer.json are fairseq's ids already.
        object[] vocabulary = [new object[] { "<s>", 0.0 }, new object[] { "<pad>", 0.0 }, new object[] { "</s>", 0.0 }, new object[] { "<unk>", 0.0 },
            .. Pieces.Select(static p => new object[] { p.Piece, p.Score })];
        File.WriteAllText(folder.Path("tokenizer.json"), JsonSerializer.Serialize(new { model = new { type = "Unigram", unk_id = 3, vocab = vocabulary } }));
    }

    public static byte[] SentencePieceModel(ReadOnlySpan<byte> characterMap = default)
    {
        using var file = new MemoryStream();
        using var output = new CodedOutputStream(file, leaveOpen: true);
        (string, double, int)[] all = [("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3), .. Pieces.Select(static p => (p.Piece, p.Score, 1))];
        foreach (var (piece, score, type) in all)
        {
            Message(output, 1, inner =>
            {
                inner.WriteTag(1, WireFormat.WireType.LengthDelimited);
                inner.WriteString(piece);
                inner.WriteTag(2, WireFormat.WireType.Fixed32);
                inner.WriteFloat((float)score);
                inner.WriteTag(3, WireFormat.WireType.Varint);
                inner.WriteEnum(type);
            });
        }

        Message(output, 2, static inner =>
        {
            inner.WriteTag(3, WireFormat.WireType.Varint);
            inner.WriteEnum(1);
        });
        var map = ByteString.CopyFrom(characterMap);
        Message(output, 3, inner =>
        {
            inner.WriteTag(1, WireFormat.WireType.LengthDelimited);
            inner.WriteString("nmt_nfkc");
            if (!map.IsEmpty)
            {
                inner.WriteTag(2, WireFormat.WireType.LengthDelimited);
                inner.WriteBytes(map);
            }

            foreach (var field in (int[])[3, 4, 5])
            {
                inner.WriteTag(field, WireFormat.WireType.Varint);
                inner.WriteBool(true);
            }
        });
        output.Flush();
        return file.ToArray();
    }

    private static void Message(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var inner = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(inner);
        }

        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes.ToArray()));
    }
}
