using System.Security.Cryptography;
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

    [Fact]
    public async Task An_unknown_model_is_refused_with_the_names_there_are()
    {
        var line = (await shop.RunAsync("models", "show", "no-such-model")).Refused(1);
        Assert.Contains(ShopCluster.Encoder, line, StringComparison.Ordinal);
    }
}
