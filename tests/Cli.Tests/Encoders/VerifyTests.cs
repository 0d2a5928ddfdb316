using Cluster.Bench.Models;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Encoders;

public sealed class VerifyTests(ShopCluster shop)
{
    [Fact]
    public async Task A_variant_is_compared_on_the_silo_and_signed_off_beside_the_model()
    {
        using var folder = new TemporaryFolder();
        ModelFolder.Write(folder.Path("models", "tiny"), TransformerShape.Tiny, Precision.Fp32, Precision.Fp16);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await using var cluster = await ClusterProcess.StartAsync(Directory.CreateDirectory(folder.Path("data")).FullName, folder.Path("models"), limit.Token);
        var place = new Dictionary<string, string> { ["CLUSTER_GATEWAY"] = cluster.Http.BaseAddress!.AbsoluteUri };

        var cells = Assert.Single((await CliProcess.RunAsync(place, "encoders", "verify", "tiny", "--images", "20")).Succeeded().Lines).Split('\t');
        Assert.Equal(["fp16 on cpu", "passed", "20"], cells[..3]);
        Assert.True(File.Exists(folder.Path("models", "tiny", "parity.json")));

        var photographs = (await CliProcess.RunAsync(place, "encoders", "verify", "tiny", "--precision", "fp32", "--sample", shop.Pictures, "--images", "12", "--json")).Succeeded();
        Assert.Contains("\"worstCosine\": 1", photographs.Out, StringComparison.Ordinal);
        Assert.Contains(shop.Pictures, photographs.Out, StringComparison.Ordinal);
        Assert.Contains("int8", (await CliProcess.RunAsync(place, "encoders", "verify", "tiny", "--precision", "int4")).Refused(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoder_without_variants_is_told_so() =>
        Assert.Contains("vision_model_fp16.onnx", (await shop.RunAsync("encoders", "verify", ShopCluster.Encoder)).Refused(1), StringComparison.Ordinal);
}
