using System.Text.Json;
using Google.Protobuf;

namespace Cluster.Encoders.Tokenization.Unigram;

/// <summary>Reads a Unigram vocabulary from a model folder.</summary>
internal static class UnigramFiles
{
    /// <summary>SentencePiece's own file, as XLM-R's folders call it (Unigram, in spite of the name).</summary>
    public const string SentencePieceFile = "sentencepiece.bpe.model";

    private static readonly string[] SpecialNames = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];

    private enum PieceType
    {
        Normal = 1,
        UserDefined = 4,
    }

    /// <summary>The tokenizer of <c>tokenizer.json</c>, whose root is <paramref name="root"/>: a piece's place is its id.</summary>
    public static UnigramTokenizer FromTokenizerJson(ModelFolderFiles files, JsonElement root, int contextLength)
    {
        var model = root.GetProperty("model");
        var all = model.GetProperty("vocab").EnumerateArray().Select(static (p, id) => (Piece: p[0].GetString()!, Score: p[1].GetDouble(), Id: id)).ToArray();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (piece, _, id) in all)
        {
            names[piece] = id;
        }

        if (root.TryGetProperty("added_tokens", out var added) && added.ValueKind == JsonValueKind.Array)
        {
            foreach (var token in added.EnumerateArray())
            {
                names[token.GetProperty("content").GetString()!] = token.GetProperty("id").GetInt32();
            }
        }

        var unknown = model.TryGetProperty("unk_id", out var unk) && unk.ValueKind == JsonValueKind.Number ? unk.GetInt32() : Id(files, names, "<unk>");
        var map = root.TryGetProperty("normalizer", out var normalizer) ? CharacterMapOf(files, normalizer) : [];
        return Build(files, [.. all.Where(p => !SpecialNames.Contains(p.Piece))], map, names, unknown, contextLength, byGrapheme: true);
    }

    /// <summary>
    /// The tokenizer of <c>sentencepiece.bpe.model</c>, with fairseq's ids, which XLM-R kept: 0 &lt;s&gt;, 1 &lt;pad&gt;, 2 &lt;/s&gt;, 3 &lt;unk&gt;,
    /// every other piece one more than its place, &lt;mask&gt; last.
    /// </summary>
    public static UnigramTokenizer FromSentencePiece(ModelFolderFiles files, int contextLength)
    {
        var pieces = new List<(string Piece, double Score, PieceType Type)>();
        var map = Array.Empty<byte>();
        try
        {
            // ModelProto: 1 pieces { 1 piece, 2 score, 3 type }, 2 trainer { 3 model type }, 3 normalizer { 2 precompiled map }.
            var input = new CodedInputStream(files.Bytes(SentencePieceFile));
            for (uint tag; (tag = input.ReadTag()) != 0;)
            {
                switch (WireFormat.GetTagFieldNumber(tag))
                {
                    case 1:
                        pieces.Add(ReadPiece(input.ReadBytes()));
                        break;
                    case 2:
                        RequireUnigram(files, input.ReadBytes());
                        break;
                    case 3:
                        map = ReadMap(input.ReadBytes());
                        break;
                    default:
                        input.SkipLastField();
                        break;
                }
            }
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw files.Incomplete($"{SentencePieceFile} is not a SentencePiece model: {fault.Message}", fault);
        }

        var kept = pieces.Select(static (p, place) => (p.Piece, p.Score, Id: place + 1, p.Type))
            .Where(static p => p.Type is PieceType.Normal or PieceType.UserDefined)
            .Select(static p => (p.Piece, p.Score, p.Id));
        var names = new Dictionary<string, int> { ["<s>"] = 0, ["<pad>"] = 1, ["</s>"] = 2, ["<unk>"] = 3, ["<mask>"] = pieces.Count + 1 };
        return Build(files, [.. kept], map, names, 3, contextLength, byGrapheme: false);
    }

    private static UnigramTokenizer Build(
        ModelFolderFiles files, (string, double, int)[] pieces, byte[] map, Dictionary<string, int> names, int unknown, int contextLength, bool byGrapheme)
    {
        var specials = SpecialNames.Where(names.ContainsKey).Select(name => (name, names[name])).ToArray();
        return new UnigramTokenizer(
            new UnigramVocabulary(pieces, map, Id(files, names, "<s>"), Id(files, names, "</s>"), Id(files, names, "<pad>"), unknown, specials) { ByGrapheme = byGrapheme }, contextLength);
    }

    private static int Id(ModelFolderFiles files, Dictionary<string, int> names, string name) =>
        names.TryGetValue(name, out var id) ? id : throw files.Incomplete($"the Unigram vocabulary has no {name}.");

    // A normalizer that is passed over gives other tokens, silently. Blanks at the ends and blanks beside blanks make none (they only part words), so that what
    // removes them may be.
    private static byte[] CharacterMapOf(ModelFolderFiles files, JsonElement normalizer)
    {
        if (normalizer.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        switch (normalizer.GetProperty("type").GetString())
        {
            case "Precompiled":
                return normalizer.TryGetProperty("precompiled_charsmap", out var map) && map.ValueKind == JsonValueKind.String ? map.GetBytesFromBase64() : [];
            case "Sequence":
                return normalizer.GetProperty("normalizers").EnumerateArray().Select(inner => CharacterMapOf(files, inner)).ToList().Find(static inner => inner.Length > 0) ?? [];
            case "Strip":
            case "Replace" when normalizer.GetProperty("pattern").TryGetProperty("Regex", out var pattern) && pattern.GetString() == " {2,}":
                return [];
            case var other:
                throw files.Incomplete($"tokenizer.json has a normalizer '{other}' that is not known for Unigram; known are Precompiled, Strip and the Replace of blanks beside blanks.");
        }
    }

    private static (string Piece, double Score, PieceType Type) ReadPiece(ByteString bytes)
    {
        var (piece, score, type) = ("", 0f, PieceType.Normal);
        var input = bytes.CreateCodedInput();
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    piece = input.ReadString();
                    break;
                case 2:
                    score = input.ReadFloat();
                    break;
                case 3:
                    type = (PieceType)input.ReadEnum();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return (piece, score, type);
    }

    private static void RequireUnigram(ModelFolderFiles files, ByteString trainer)
    {
        const int Unigram = 1;
        var input = trainer.CreateCodedInput();
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (WireFormat.GetTagFieldNumber(tag) != 3)
            {
                input.SkipLastField();
            }
            else if (input.ReadEnum() != Unigram)
            {
                throw files.Incomplete($"{SentencePieceFile} holds a SentencePiece model of another kind than Unigram.");
            }
        }
    }

    private static byte[] ReadMap(ByteString normalizer)
    {
        var map = Array.Empty<byte>();
        var input = normalizer.CreateCodedInput();
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (WireFormat.GetTagFieldNumber(tag) == 2)
            {
                map = input.ReadBytes().ToByteArray();
            }
            else
            {
                input.SkipLastField();
            }
        }

        return map;
    }
}
