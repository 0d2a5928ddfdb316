using System.Text.Json;

namespace Cluster.Cli.Tests.Hub;

public sealed class PullTests(ShopCluster shop)
{
    [Fact]
    public async Task A_pulled_model_is_whole_and_nothing_but_the_files_of_an_encoder()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        var run = (await puller.PullAsync()).Succeeded();
        string[] refused = [".gitattributes", "pytorch_model.bin", "modeling_clip.py", "onnx/vision_model_fp16.onnx"];
        var expected = hub.Files.Where(file => !refused.Contains(file.Path)).ToList();
        Assert.Equal(
            expected.Select(static file => file.Path).Append("source.json").Order(StringComparer.Ordinal),
            Directory.GetFiles(puller.Model, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(puller.Model, path)).Order(StringComparer.Ordinal));
        Assert.All(expected, file => Assert.Equal(file.Bytes, File.ReadAllBytes(Path.Combine(puller.Model, file.Path))));
        Assert.All(refused, path => Assert.Equal(0, hub.Served(path)));
        Assert.All(expected, file => Assert.Equal(file.Bytes.Length, hub.Served(file.Path)));
        Assert.False(Directory.Exists(puller.Gathering));
        Assert.Contains($"from         {HubServer.Id} at {HubServer.Commit}", run.Lines);
        Assert.Contains("licence      mit", run.Lines);
        Assert.All(expected.Where(static file => file.IsLarge), file => Assert.Contains($"sha256       {file.Sha256}  {file.Path}", run.Lines));
    }

    [Fact]
    public async Task A_pulled_model_embeds()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        (await puller.PullAsync("--name", "pulled")).Succeeded();
        var model = Path.Combine(puller.Models, "pulled");
        var run = (await shop.RunAsync("jobs", "submit", "--corpus", shop.Pictures, "--collection", "pulled", "--encoder", model, "--wait", "--json")).Succeeded();
        using var job = JsonDocument.Parse(run.Out);
        Assert.StartsWith("pulled@", job.RootElement.GetProperty("encoder").GetString(), StringComparison.Ordinal);
        Assert.Equal(shop.Items.Count, job.RootElement.GetProperty("embedded").GetInt32());
    }

    [Fact]
    public async Task Pulling_what_is_there_fetches_nothing_again()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        (await puller.PullAsync()).Succeeded();
        var served = hub.Files.Sum(file => hub.Served(file.Path));
        var second = (await puller.PullAsync()).Succeeded();
        Assert.Contains("was there already", second.Out, StringComparison.Ordinal);
        Assert.Equal(served, hub.Files.Sum(file => hub.Served(file.Path)));
    }

    [Fact]
    public async Task A_model_that_is_there_is_never_replaced_by_another()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        Directory.CreateDirectory(puller.Model);
        var config = Path.Combine(puller.Model, "config.json");
        await File.WriteAllTextAsync(config, "mine");
        var run = await puller.PullAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--name", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(config));
    }

    [Fact]
    public async Task Another_precision_is_stored_under_the_names_that_encoders_look_for()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        var run = (await puller.PullAsync("--precision", "fp16", "--revision", HubServer.Commit)).Succeeded();
        var half = hub.Files.Single(static file => file.Path == "onnx/vision_model_fp16.onnx");
        Assert.Equal(half.Bytes, File.ReadAllBytes(Path.Combine(puller.Model, "onnx", "vision_model.onnx")));
        Assert.Equal(0, hub.Served("onnx/vision_model.onnx"));
        Assert.Contains("no text tower", run.Error, StringComparison.Ordinal);
        using var source = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(puller.Model, "source.json")));
        Assert.Equal("fp16", source.RootElement.GetProperty("precision").GetString());
        Assert.Equal(half.Sha256, source.RootElement.GetProperty("files").GetProperty("onnx/vision_model.onnx").GetString());
    }

    [Fact]
    public async Task A_file_that_is_asked_for_by_pattern_comes_too()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        (await puller.PullAsync("--include", "onnx/*_fp16.onnx")).Succeeded();
        Assert.True(File.Exists(Path.Combine(puller.Model, "onnx", "vision_model_fp16.onnx")));
        Assert.True(File.Exists(Path.Combine(puller.Model, "onnx", "vision_model.onnx")));
    }

    [Theory]
    [InlineData("cc-by-nc-4.0", "not for commercial use")]
    [InlineData(null, "no licence is stated")]
    public async Task A_licence_that_forbids_or_says_nothing_is_warned_of(string? licence, string warning)
    {
        await using var hub = await HubServer.StartAsync();
        hub.CardData = new { license = licence };
        using var puller = new Puller(hub);
        Assert.Contains(warning, (await puller.PullAsync()).Succeeded().Error, StringComparison.Ordinal);
    }
}
