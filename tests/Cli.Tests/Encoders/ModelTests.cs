using System.Security.Cryptography;
using System.Text.Json;
using Cluster.Cli.Encoders;
using Cluster.Client.Encoders;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Encoders;

public sealed class ModelTests(ShopCluster shop)
{
    [Fact]
    public async Task A_model_is_listed_and_shown_with_licence_dimension_preprocessing_and_hashes()
    {
        var row = Assert.Single((await shop.RunAsync("models", "list")).Succeeded().Lines, static line => line.StartsWith("demo-clip@", StringComparison.Ordinal)).Split('\t');
        Assert.Equal(["128", "yes", "as-the-repository"], row[2..]);

        var shown = (await shop.RunAsync("models", "show", ShopCluster.Encoder)).Succeeded().Lines;
        var vision = RepositoryFolder.Path("models", ShopCluster.Encoder, "onnx", "vision_model.onnx");
        Assert.Contains($"sha256         {Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(vision)))}  onnx/vision_model.onnx", shown);
        Assert.Contains("dimension      128", shown);
        Assert.Contains("licence        as-the-repository", shown);
        Assert.Contains(shown, static line => line.StartsWith("preprocessing", StringComparison.Ordinal) && line.Contains("112x112", StringComparison.Ordinal));
    }

    /// <summary>The demo encoder states 3.2425, whose exponential is 25.5976, in its config.json.</summary>
    [Fact]
    public async Task A_model_is_shown_with_the_scale_the_temperature_and_the_bias_of_its_logits()
    {
        Assert.Contains("logits         scale 25.5976 (ln 3.2425), temperature 0.039066, bias 0, softmax", (await shop.RunAsync("models", "show", ShopCluster.Encoder)).Succeeded().Lines);
        var logits = JsonDocument.Parse((await shop.RunAsync("models", "show", ShopCluster.Encoder, "--json")).Succeeded().Out).RootElement.GetProperty("logits");
        Assert.Equal(Math.Exp(3.2425), logits.GetProperty("multiplier").GetDouble(), 1e-3);
        Assert.Equal(Math.Exp(-3.2425), logits.GetProperty("temperature").GetDouble(), 1e-6);
        Assert.Equal(0, logits.GetProperty("bias").GetDouble());
        Assert.Equal("stated", logits.GetProperty("source").GetString());
    }

    [Theory]
    [InlineData(0.01, -12.9, "sigmoid", "stated", "scale 100 (ln 4.6052), temperature 0.01, bias -12.9, sigmoid")]
    [InlineData(0.07, 0, "softmax", "initial", "scale 14.2857 (ln 2.6593), temperature 0.07, bias 0, softmax; where training began, not where it ended")]
    public void Logits_are_told_in_words(double temperature, double bias, string activation, string source, string words) =>
        Assert.Equal(words, ModelCommands.InWords(new ModelLogits(1 / temperature, temperature, bias, activation, source)));

    [Fact]
    public void Logits_that_are_not_known_are_told_to_be_so() => Assert.StartsWith("not known", ModelCommands.InWords(null), StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_model_is_refused_with_the_names_there_are()
    {
        var line = (await shop.RunAsync("models", "show", "no-such-model")).Refused(1);
        Assert.Contains(ShopCluster.Encoder, line, StringComparison.Ordinal);
    }
}
