using Cluster.Domain.Classification;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using CsCheck;

namespace Cluster.Domain.Tests.Classification;

public sealed class HeadTests
{
    private static readonly EmbeddingSpaceId Space = new("s");

    // No opposites, whose sum of almost nothing would be all rounding.
    private static readonly Gen<float[]> Rows = Gen.Int[1, 100].Select(static i => i / 100f).Array[24];

    [Fact]
    public void A_class_is_the_mean_of_its_prompts_at_unit_length_brought_to_unit_length()
    {
        var labels = new LabelSet([new LabelPrompts("mug", ["mug", "cup"]), new LabelPrompts("hat")], ["{}", "a photo of a {}."]);
        Assert.Equal(["mug", "a photo of a mug.", "cup", "a photo of a cup.", "hat", "a photo of a hat."], labels.Prompts());
        Rows.Sample(rows =>
        {
            var head = ZeroShot.Head(Space, labels, rows, new LogitScale(10));
            var first = Ensemble(rows.Chunk(4).Take(4));
            var second = Ensemble(rows.Chunk(4).Skip(4));
            var picture = Unit([.. rows.Take(4)]);
            var scores = head.Classify(picture);
            return Near(10 * Dot(first, picture), scores.Single(static s => s.Label == "mug").Logit)
                && Near(10 * Dot(second, picture), scores.Single(static s => s.Label == "hat").Logit);
        });
    }

    [Fact]
    public void Probabilities_of_softmax_sum_to_one_and_follow_the_logits_even_when_these_are_huge() => Rows.Sample(rows =>
    {
        var scores = ZeroShot.Head(Space, LabelSet.Of("a", "b", "c", "d", "e", "f"), rows, new LogitScale(10_000)).Classify(Unit([.. rows.Take(4)]));
        return Near(scores.Sum(static s => s.Probability), 1)
            && scores.Zip(scores.Skip(1)).All(static pair => pair.First.Logit >= pair.Second.Logit && pair.First.Probability >= pair.Second.Probability);
    });

    [Fact]
    public void A_sigmoid_head_judges_every_label_alone()
    {
        float[] rows = [1, 0, 0, 1];
        var head = ZeroShot.Head(Space, LabelSet.Of("a", "b"), rows, new LogitScale(4, -2, LabelActivation.Sigmoid));
        var scores = head.Classify([1, 0]);
        Assert.Equal(["a", "b"], scores.Select(static s => s.Label));
        Assert.Equal(1 / (1 + Math.Exp(-2)), scores[0].Probability, 1e-6);
        Assert.Equal(1 / (1 + Math.Exp(2)), scores[1].Probability, 1e-6);
    }

    [Fact]
    public void The_top_is_cut_and_equal_labels_keep_the_order_of_the_set() =>
        Assert.Equal(["b", "a"], ZeroShot.Head(Space, LabelSet.Of("b", "a", "c"), [1, 0, 1, 0, 1, 0], new LogitScale(1)).Classify([1, 0], 2).Select(static s => s.Label));

    [Theory]
    [InlineData("mug", "mug", "{}", "twice")]
    [InlineData("mug", "hat", "a photo", "{}")]
    [InlineData("mug", " ", "{}", "characters")]
    public void A_label_set_that_cannot_be_used_says_why(string first, string second, string template, string named)
    {
        var failure = new LabelSet([new LabelPrompts(first), new LabelPrompts(second)], [template]).Check();
        Assert.Equal(FailureKind.InvalidRequest, failure!.Kind);
        Assert.Contains(named, failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_prompts_are_another_fingerprint()
    {
        string[] prints =
        [
            LabelSet.Of("a", "b").Fingerprint(), LabelSet.Of("b", "a").Fingerprint(), LabelSet.Of("ab").Fingerprint(),
            new LabelSet([new LabelPrompts("a", ["b"])], []).Fingerprint(), new LabelSet([new LabelPrompts("a"), new LabelPrompts("b")], ["{}"]).Fingerprint(),
        ];
        Assert.Equal(prints.Length, prints.Distinct().Count());
    }

    [Fact]
    public void A_moderation_category_is_the_softmax_of_for_and_against() => Rows.Sample(rows =>
    {
        // Two sentences for, four against, of four floats each.
        ModerationCategory[] categories = [new("weapon", ["1", "2"], ["3", "4", "5", "6"], 0.7)];
        var picture = Unit([.. rows.Take(4)]);
        var verdict = Assert.Single(ModerationHead.FromPrompts(Space, categories, rows, new LogitScale(5)).Judge(picture));
        var (positive, negative) = (5 * Dot(Ensemble(rows.Chunk(4).Take(2)), picture), 5 * Dot(Ensemble(rows.Chunk(4).Skip(2)), picture));
        var expected = Math.Exp(positive) / (Math.Exp(positive) + Math.Exp(negative));
        return Near(expected, verdict.Probability) && verdict.Flagged == (verdict.Probability >= 0.7);
    });

    [Fact]
    public void Moderation_without_a_sentence_against_needs_an_encoder_trained_with_a_sigmoid()
    {
        ModerationCategory[] categories = [new("weapon", ["a knife"], [])];
        Assert.Contains("weapon", ModerationHead.Check(categories, new LogitScale(1))!.Detail, StringComparison.Ordinal);
        Assert.Null(ModerationHead.Check(categories, new LogitScale(1, -1, LabelActivation.Sigmoid)));
        var verdict = ModerationHead.FromPrompts(Space, categories, [1, 0], new LogitScale(4, -2, LabelActivation.Sigmoid)).Judge([1, 0])[0];
        Assert.Equal(1 / (1 + Math.Exp(-2)), verdict.Probability, 1e-6);
    }

    private static float[] Ensemble(IEnumerable<float[]> rows) => Unit([.. rows.Select(Unit).Aggregate(static (sum, row) => [.. sum.Zip(row, static (a, b) => a + b)])]);

    private static float[] Unit(float[] row)
    {
        var length = Math.Sqrt(row.Sum(static v => (double)v * v));
        return length > 0 ? [.. row.Select(v => (float)(v / length))] : row;
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, static (x, y) => (double)x * y).Sum();

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 1e-4 * Math.Max(1, Math.Abs(expected));
}
