using System.Text;
using System.Text.Json;
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

        // What the command asks for again and again is also told as it happens, signature by signature.
        using var started = await cluster.Http.PostAsync("v1/models/tiny/verification", new StringContent("""{"images": 40}""", Encoding.UTF8, "application/json"), limit.Token);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(limit.Token));
        using var before = JsonDocument.Parse(await started.Content.ReadAsStringAsync(limit.Token));
        var events = (await cluster.Http.GetStringAsync("v1/models/tiny/verification/events", limit.Token)).Split("event: verification\ndata: ", StringSplitOptions.RemoveEmptyEntries)
            .Select(static text => JsonDocument.Parse(text).RootElement).ToList();
        Assert.All(events.SkipLast(1), static now => Assert.True(now.GetProperty("running").GetBoolean()));
        Assert.False(events[^1].GetProperty("running").GetBoolean());
        Assert.Equal(40, Fp16(events[^1]).GetProperty("images").GetInt32());
        Assert.True(Fp16(events[^1]).GetProperty("checkedAt").GetDateTimeOffset() > Fp16(before.RootElement).GetProperty("checkedAt").GetDateTimeOffset());
        Assert.Contains("int8", (await CliProcess.RunAsync(place, "encoders", "verify", "tiny", "--precision", "int4")).Refused(1), StringComparison.Ordinal);
    }

    private static JsonElement Fp16(JsonElement status) => status.GetProperty("results").EnumerateArray().Single(static result => result.GetProperty("variant").GetString() == "fp16 on cpu");

    [Fact]
    public async Task An_encoder_without_variants_is_told_so() =>
        Assert.Contains("vision_model_fp16.onnx", (await shop.RunAsync("encoders", "verify", ShopCluster.Encoder)).Refused(1), StringComparison.Ordinal);
}
