using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Encoders;

public sealed class TuneTests(ShopCluster shop)
{
    [Fact]
    public async Task The_fastest_settings_are_found_on_the_silo_and_shown_setting_by_setting()
    {
        using var folder = new TemporaryFolder();
        ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), folder.Path("models", "demo-clip"));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var cluster = await ClusterProcess.StartAsync(Directory.CreateDirectory(folder.Path("data")).FullName, folder.Path("models"), limit.Token);
        var place = new Dictionary<string, string> { ["CLUSTER_GATEWAY"] = cluster.Http.BaseAddress!.AbsoluteUri };

        var run = (await CliProcess.RunAsync(place, "encoders", "tune", "demo-clip", "--seconds", "2")).Succeeded();
        var rows = run.Lines.Select(static line => line.Split('\t')).ToList();
        Assert.Equal(["Passes", "Spinning", "DynamicBlocks", "GraphOptimization", "Arena", "Batch", "all"], rows.Select(static row => row[0]));
        Assert.All(rows, static row => Assert.Equal(5, row.Length));
        Assert.Contains("ONNX Runtime", run.Error, StringComparison.Ordinal);
        Assert.Matches("(?m)^[0-9]+ of [0-9]+: [A-Z]", run.Error);
        Assert.Contains(rows.Exists(static row => row[0] != "all" && row[1] != row[2]) ? "restarted" : "they stay", run.Error, StringComparison.Ordinal);

        var json = (await CliProcess.RunAsync(place, "encoders", "tune", "demo-clip", "--precision", "fp32", "--seconds", "1", "--json")).Succeeded();
        var result = JsonDocument.Parse(json.Out).RootElement;
        Assert.True(result.GetProperty("isHere").GetBoolean());
        Assert.Single(JsonDocument.Parse(await File.ReadAllTextAsync(folder.Path("models", "demo-clip", "tuning.json"), limit.Token)).RootElement.EnumerateArray());
        Assert.Contains("int8", (await CliProcess.RunAsync(place, "encoders", "tune", "demo-clip", "--precision", "int4")).Refused(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoder_that_is_not_there_is_told_so() =>
        Assert.Contains("demo-clip", (await shop.RunAsync("encoders", "tune", "nothing")).Refused(1), StringComparison.Ordinal);
}
