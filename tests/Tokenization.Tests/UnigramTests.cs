using Cluster.Encoders.Tokenization.Unigram;
using CsCheck;
using Microsoft.ML.Tokenizers;

namespace Cluster.Tokenization.Tests;

public sealed class UnigramTests
{
    private static readonly Gen<string> Words = Gen.Int[0, 8].Select(static i => "abredsého"[i]).Array[1, 9].Select(static c => new string(c));

    [Fact]
    public void A_text_becomes_its_likeliest_pieces_between_start_and_end()
    {
        var encoded = Encoded.By(SmallUnigram.Load(), "a red  dress");
        Assert.Equal([0, Id("▁a"), Id("▁red"), Id("▁dress"), 2], encoded.Tokens);
        Assert.All(encoded.Ids[encoded.Count..], static id => Assert.Equal(1, id));
    }

    [Fact]
    public void Characters_that_no_piece_covers_make_one_unknown_token()
    {
        var encoded = Encoded.By(SmallUnigram.Load(), "axyz😀 [");
        Assert.Equal([0, Id("▁a"), 3, Id("😀"), Id("▁"), 3, 2], encoded.Tokens);
    }

    [Fact]
    public void Special_tokens_in_a_text_stay_whole()
    {
        var encoded = Encoded.By(SmallUnigram.Load(), "a</s>red<unk>");
        Assert.Equal([0, Id("▁a"), 2, Id("▁red"), 3, 2], encoded.Tokens);
    }

    [Fact]
    public void No_other_cut_of_a_word_is_likelier()
    {
        var pieces = SmallUnigram.Pieces.Select(static (p, i) => (p.Piece, p.Score, Id: i)).ToArray();
        var segmenter = new UnigramSegmenter(new UnigramVocabulary(pieces, [], 0, 0, 0, -1, []));
        var known = pieces.ToDictionary(static p => p.Piece, static p => p.Score);
        Words.Where(static w => !w.ContainsAny('h', 'o')).Sample(word =>
        {
            var found = segmenter.Segment(word).Select(id => pieces[id]).ToArray();
            return string.Concat(found.Select(static p => p.Piece)) == word && Math.Abs(found.Sum(static p => p.Score) - Best(word)) < 1e-9;
        });

        double Best(string rest) => rest.Length == 0 ? 0 : known.Where(p => rest.StartsWith(p.Key, StringComparison.Ordinal))
            .Select(p => p.Value + Best(rest[p.Key.Length..])).Append(double.NegativeInfinity).Max();
    }

    [Fact]
    public void The_sentencepiece_file_and_tokenizer_json_of_one_vocabulary_are_one_tokenizer()
    {
        var json = SmallUnigram.Load();
        var model = SmallUnigram.Load(static folder => File.WriteAllBytes(folder.Path("sentencepiece.bpe.model"), SmallUnigram.SentencePieceModel()));
        Words.Array[0, 5].Sample(words =>
        {
            var text = string.Join(' ', words);
            return Encoded.By(json, text).Ids.SequenceEqual(Encoded.By(model, text).Ids);
        });
    }

    [Fact]
    public void The_library_cuts_known_characters_into_the_same_pieces()
    {
        var ours = SmallUnigram.Load(static folder => File.WriteAllBytes(folder.Path("sentencepiece.bpe.model"), SmallUnigram.SentencePieceModel()));
        using var file = new MemoryStream(SmallUnigram.SentencePieceModel());
        var library = SentencePieceTokenizer.Create(file, addBeginningOfSentence: false, addEndOfSentence: false);

        // Only words of known characters: of a run of unknown ones the library makes several tokens, SentencePiece one.
        Words.Where(static w => !w.ContainsAny('h', 'o')).Array[1, 3].Sample(words =>
        {
            // SentencePiece's own ids: unknown 0, pieces from 3. Ours are fairseq's: 3 and one more.
            var theirs = library.EncodeToIds(string.Join(' ', words)).Select(static id => id == 0 ? 3L : id + 1).Take(14).ToArray();
            var tokens = Encoded.By(ours, string.Join(' ', words)).Tokens[1..^1];
            return tokens.SequenceEqual(theirs);
        });
    }

    [Fact]
    public void The_character_map_of_the_model_file_is_applied_first()
    {
        var map = CharacterMapWriter.Write(("É", "é"), ("ﬁ", "ba"), ("\u00A0", " "));
        var tokenizer = SmallUnigram.Load(folder => File.WriteAllBytes(folder.Path("sentencepiece.bpe.model"), SmallUnigram.SentencePieceModel(map)));
        Assert.Equal(Encoded.By(tokenizer, "aé ba red").Ids, Encoded.By(tokenizer, "aÉ\u00A0ﬁ red").Ids);
        Assert.Equal([0, Id("▁a"), Id("é"), Id("▁"), Id("ba"), Id("▁red"), 2], Encoded.By(tokenizer, "aÉ\u00A0ﬁ red").Tokens);
    }

    private static long Id(string piece) => Array.FindIndex(SmallUnigram.Pieces, p => p.Piece == piece) + 4;
}
