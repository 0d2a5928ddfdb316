using Cluster.Domain.Classification;
using Cluster.Domain.Identity;
using CsCheck;

namespace Cluster.Domain.Tests.Classification;

public sealed class LearntHeadTests
{
    private static readonly LinearProbeOptions Exact = new() { C = 1, Tolerance = 1e-9 };

    [Fact]
    public void A_linear_probe_stops_where_no_change_of_a_weight_helps() => Examples(Gen.Int[2, 4]).Sample(examples =>
    {
        var head = LinearProbe.Train(examples, Exact, CancellationToken.None);
        var (weights, offsets) = (head.Weights.ToArray(), head.Offsets.ToArray());
        var least = Loss(examples, weights, offsets);
        for (var i = 0; i < weights.Length; i++)
        {
            foreach (var change in (float[])[-0.02f, 0.02f])
            {
                float[] moved = [.. weights];
                moved[i] += change;
                if (Loss(examples, moved, offsets) < least - 1e-7)
                {
                    return false;
                }
            }
        }

        return true;
    }, iter: 30);

    [Fact]
    public void A_linear_probe_gives_what_the_examples_demand_whatever_their_order()
    {
        float[][] rows = [[1, 0, 0], [0.9f, 0.1f, 0], [0, 1, 0], [0.1f, 0.9f, 0], [0, 0, 1], [0, 0.1f, 0.9f]];
        string[] labels = ["x", "x", "y", "y", "z", "z"];
        var one = LinearProbe.Train(Of(labels.Zip(rows)), Exact, CancellationToken.None);
        var other = LinearProbe.Train(Of(labels.Zip(rows).Reverse()), Exact, CancellationToken.None);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(labels[i], one.Classify(rows[i])[0].Label);
            Assert.Equal(one.Classify(rows[i])[0].Probability, other.Classify(rows[i])[0].Probability, 1e-4);
        }
    }

    [Fact]
    public void A_larger_C_trusts_the_examples_more()
    {
        var examples = Of([("x", [1f, 0]), ("y", [0f, 1])]);
        var timid = LinearProbe.Train(examples, Exact with { C = 0.1 }, CancellationToken.None).Classify([1, 0])[0].Probability;
        var bold = LinearProbe.Train(examples, Exact with { C = 100 }, CancellationToken.None).Classify([1, 0])[0].Probability;
        Assert.True(timid < bold, $"{timid} < {bold}");
    }

    [Fact]
    public void A_probe_of_two_labels_is_a_moderation_head_of_the_same_probability() => Examples(Gen.Const(2)).Sample(examples =>
    {
        var probe = LinearProbe.Train(examples, Exact, CancellationToken.None);
        var verdict = ModerationHead.FromProbe(probe, "1", 0.5).Judge(examples.Row(0))[0];
        return Math.Abs(verdict.Probability - probe.Classify(examples.Row(0)).Single(static s => s.Label == "1").Probability) < 1e-4;
    }, iter: 20);

    [Fact]
    public void A_prototype_is_the_mean_direction_of_its_examples_however_long_they_are()
    {
        var head = Prototypes.Head(Of([("x", [5f, 0]), ("x", [0f, 0.1f]), ("y", [-1f, 0])]), 1);
        var half = MathF.Sqrt(0.5f);
        Assert.Equal([half, half, -1, 0], head.Weights.ToArray(), static (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void One_label_is_nothing_to_learn_from()
    {
        var examples = Of([("x", [1f, 0])]);
        Assert.NotNull(examples.Check());
        Assert.Throws<ArgumentException>(() => Prototypes.Head(examples));
        Assert.Throws<ArgumentException>(() => LinearProbe.Train(examples, Exact, CancellationToken.None));
    }

    [Fact]
    public void An_example_that_is_not_finite_is_refused() =>
        Assert.Throws<ArgumentException>(() => Of([("x", [float.NaN, 0f])]));

    private static Gen<LabelledEmbeddings> Examples(Gen<int> labels) =>
        Gen.Select(labels, Gen.Float[-1, 1].Array[5].Array[12]).Select(static (count, rows) => Of(rows.Select((row, i) => ($"{i % count}", row))));

    private static LabelledEmbeddings Of(IEnumerable<(string Label, float[] Row)> rows)
    {
        LabelledEmbeddings? examples = null;
        foreach (var (label, row) in rows)
        {
            examples ??= new LabelledEmbeddings(new EmbeddingSpaceId("s"), row.Length);
            examples.Add(label, row);
        }

        return examples!;
    }

    /// <summary>The definition, written out: mean of -log p plus |W|^2 / (2 n C).</summary>
    private static double Loss(LabelledEmbeddings examples, float[] weights, float[] offsets)
    {
        var sum = 0.0;
        for (var i = 0; i < examples.Count; i++)
        {
            var row = examples.Row(i).ToArray();
            var logits = offsets.Select((offset, k) => offset + row.Select((v, d) => (double)v * weights[(k * row.Length) + d]).Sum()).ToArray();
            sum += Math.Log(logits.Sum(Math.Exp)) - logits[examples.ClassOf(i)];
        }

        return (sum / examples.Count) + (weights.Sum(static w => (double)w * w) / (2 * examples.Count));
    }
}
