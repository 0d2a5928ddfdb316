using System.Text.Json;
using Cluster.Domain.Classification;
using Cluster.Domain.Identity;
using Cluster.TestSupport;

namespace Cluster.Encoders.Tests.Classification;

public sealed class GoldenLogitTests
{
    [Theory]
    [InlineData("openclip-vit")]
    [InlineData("metaclip-vit")]
    [InlineData("align")]
    public void Logits_and_probabilities_of_texts_for_pictures_are_the_references(string model)
    {
        var goldens = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("goldens", "models", model, "goldens.json"))).RootElement;
        var (images, texts) = (Rows(goldens.GetProperty("image").GetProperty("normalised")), Rows(goldens.GetProperty("text").GetProperty("unnormalised")));
        var labels = new LabelSet([.. Enumerable.Range(0, texts.Length).Select(static i => new LabelPrompts($"{i}"))], PromptTemplates.Plain);
        var head = ZeroShot.Head(new EmbeddingSpaceId("s"), labels, texts.SelectMany(static row => row).ToArray(), new LogitScale(goldens.GetProperty("scale_multiplier").GetSingle()));
        var expected = Rows(goldens.GetProperty("logits_per_text"));
        for (var i = 0; i < images.Length; i++)
        {
            var scores = head.Classify(images[i]).ToDictionary(static score => int.Parse(score.Label));
            var sum = expected.Sum(row => Math.Exp(row[i]));
            for (var t = 0; t < texts.Length; t++)
            {
                Assert.Equal(expected[t][i], scores[t].Logit, 1e-3);
                Assert.Equal(Math.Exp(expected[t][i]) / sum, scores[t].Probability, 1e-3);
            }
        }
    }

    private static float[][] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(static row => row.EnumerateArray().Select(static value => value.GetSingle()).ToArray())];
}
