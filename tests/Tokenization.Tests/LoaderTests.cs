using System.Text.Json;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Tokenization;
using Cluster.TestSupport;

namespace Cluster.Tokenization.Tests;

public sealed class LoaderTests
{
    [Fact]
    public void A_folder_without_tokenizer_is_refused_with_what_was_looked_for()
    {
        using var folder = new TemporaryFolder();
        var fault = Assert.Throws<FailureException>(() => TokenizerLoader.Load(folder.Root, TokenizerRules.OpenClip));
        Assert.Equal(FailureKind.ModelIncomplete, fault.Failure.Kind);
        Assert.All(["tokenizer.json", "vocab.json", "merges.txt", "vocab.txt", "sentencepiece.bpe.model", "bpe_simple_vocab_16e6.txt.gz"],
            name => Assert.Contains(name, fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tokenizer.json", "{")]
    [InlineData("tokenizer.json", "[]")]
    [InlineData("tokenizer.json", "{}")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordLevel"}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{},"merges":[]}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","end_of_word_suffix":"</w>","vocab":{},"merges":[]}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","end_of_word_suffix":"</w>","vocab":{"a":"x"},"merges":[]}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordPiece","vocab":{"a":1}}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"Unigram","vocab":[["a"]]}}""")]
    [InlineData("tokenizer.json", """{"model":{"type":"Unigram","vocab":[["a",0]]}}""")]
    [InlineData("tokenizer.json", """{"model":[]}""")]
    [InlineData("vocab.txt", "a\nb\n")]
    [InlineData("sentencepiece.bpe.model", "this is no model")]
    [InlineData("bpe_simple_vocab_16e6.txt.gz", "this is no gzip")]
    public void A_file_that_does_not_fit_is_refused_by_name(string file, string contents)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path(file), contents);
        var fault = Assert.Throws<FailureException>(() => TokenizerLoader.Load(folder.Root, TokenizerRules.HuggingFace));
        Assert.Equal(FailureKind.ModelIncomplete, fault.Failure.Kind);
        Assert.Contains(folder.Root, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"Lowercase"}""", "Lowercase")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"Precompiled","precompiled_charsmap":null},{"type":"NFKC"}]}""", "NFKC")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"[!\"#$%&]"},"content":""}""", "Replace")]
    public void A_Unigram_normalizer_that_is_not_known_is_refused_by_name_and_never_passed_over(string normalizer, string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path("tokenizer.json"), $$"""{"model":{"type":"Unigram","unk_id":3,"vocab":[["<s>",0],["<pad>",0],["</s>",0],["<unk>",0],["a",-1]]},"normalizer":{{normalizer}}}""");
        var fault = Assert.Throws<FailureException>(() => TokenizerLoader.Load(folder.Root, TokenizerRules.HuggingFace, 8));
        Assert.Equal(FailureKind.ModelIncomplete, fault.Failure.Kind);
        Assert.Contains($"'{name}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_vocabulary_in_CLIPs_format_works_with_its_own_special_ids()
    {
        using var folder = new TemporaryFolder();
        string[] tokens = ["a", "b", "c", "a</w>", "b</w>", "c</w>", "ab", "abc</w>", "<|startoftext|>", "<|endoftext|>"];
        File.WriteAllText(folder.Path("vocab.json"), JsonSerializer.Serialize(tokens.Select(static (t, i) => (t, i)).ToDictionary(static p => p.t, static p => p.i)));
        File.WriteAllText(folder.Path("merges.txt"), "#version: 0.2\na b\nab c</w>\n");
        var openClip = TokenizerLoader.Load(folder.Root, TokenizerRules.OpenClip, 8);
        Assert.Equal([8, 7, 6, 4, 9, 0, 0, 0], Encoded.By(openClip, "abc ABB").Ids);

        // A byte outside the vocabulary is unknown, and padding is the end token, as with Hugging Face.
        var huggingFace = TokenizerLoader.Load(folder.Root, TokenizerRules.HuggingFace, 8);
        Assert.Equal([8, 9, 3, 9, 9, 9, 9, 9], Encoded.By(huggingFace, "za").Ids);
        Assert.Equal(4, Encoded.By(huggingFace, "za").Count);
    }

    [Fact]
    public void All_three_forms_of_CLIPs_vocabulary_are_one_tokenizer_with_one_fingerprint()
    {
        var source = SharedData.Path("goldens", "models", "openclip-vit");
        using var pair = new TemporaryFolder();
        foreach (var file in (string[])["vocab.json", "merges.txt", "tokenizer_config.json"])
        {
            File.Copy(Path.Combine(source, file), pair.Path(file));
        }

        var fromJson = TokenizerLoader.Load(source, TokenizerRules.OpenClip);
        var fromPair = TokenizerLoader.Load(pair.Root, TokenizerRules.OpenClip);
        var fromGzip = TokenizerLoader.Load(SharedData.Path("tokenizers", "clip-bpe"), TokenizerRules.OpenClip);
        Assert.Equal(77, fromJson.ContextLength);
        Assert.Equal(fromJson.Fingerprint, fromPair.Fingerprint);
        Assert.Equal(fromJson.Fingerprint, fromGzip.Fingerprint);
        Assert.Equal(64, fromJson.Fingerprint.Length);
    }

    [Fact]
    public void Other_rules_or_another_length_are_another_fingerprint()
    {
        var source = SharedData.Path("goldens", "models", "openclip-vit");
        string[] prints =
        [
            TokenizerLoader.Load(source, TokenizerRules.OpenClip).Fingerprint,
            TokenizerLoader.Load(source, TokenizerRules.OpenAi).Fingerprint,
            TokenizerLoader.Load(source, TokenizerRules.HuggingFace).Fingerprint,
            TokenizerLoader.Load(source, TokenizerRules.OpenClip, 64).Fingerprint,
        ];
        Assert.Equal(4, prints.Distinct().Count());
    }

    [Fact]
    public void The_context_length_comes_from_the_folder() =>
        Assert.Equal(64, TokenizerLoader.Load(SharedData.Path("goldens", "models", "align"), TokenizerRules.HuggingFace).ContextLength);

    [Theory]
    [InlineData(null, "Fine &amp;amp;  “Dress”_x!", "Fine & \"Dress\"_x!")]
    [InlineData("whitespace", "a\u00a0\u3000b", "a b")]
    [InlineData("lower", "ΑΣ &lt;B&gt;", "ας <b>")]
    [InlineData("canonicalize", "A_red-ish, \"Dress\"!  №5", "a redish dress №5")]
    public void An_OpenCLIP_folder_cleans_a_text_before_a_tokenizer_of_Hugging_Face_sees_it(string? clean, string text, string cleaned)
    {
        using var folder = new TemporaryFolder();
        var bert = SharedData.Path("tokenizers", "bert-base-uncased", "vocab.txt");
        File.Copy(bert, folder.Path("vocab.txt"));
        File.WriteAllText(folder.Path("tokenizer_config.json"), """{"do_lower_case":false}""");
        File.WriteAllText(folder.Path("open_clip_config.json"), JsonSerializer.Serialize(new { model_cfg = new { text_cfg = new { tokenizer_kwargs = clean is null ? null : new { clean } } } }));
        var open = TokenizerLoader.Load(folder.Root, TokenizerRules.OpenClip, 32);
        var plain = TokenizerLoader.Load(folder.Root, TokenizerRules.HuggingFace, 32);
        Assert.Equal(Encoded.By(plain, cleaned).Ids, Encoded.By(open, text).Ids);
        Assert.NotEqual(plain.Fingerprint, open.Fingerprint);
    }

    [Fact]
    public async Task Many_threads_get_what_one_gets()
    {
        var source = SharedData.Path("goldens", "models", "openclip-vit");
        var rows = GoldenRow.ReadAll();
        var alone = TokenizerLoader.Load(source, TokenizerRules.OpenAi);
        var together = TokenizerLoader.Load(source, TokenizerRules.OpenAi);
        var expected = rows.Select(row => Encoded.By(alone, row.Text).Ids).ToArray();
        await Parallel.ForAsync(0, 400, (i, _) =>
        {
            Assert.Equal(expected[i % rows.Count], Encoded.By(together, rows[i % rows.Count].Text).Ids);
            return ValueTask.CompletedTask;
        });
    }
}
