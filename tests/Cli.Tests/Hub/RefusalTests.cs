using System.Globalization;

namespace Cluster.Cli.Tests.Hub;

public sealed class RefusalTests
{
    private const string Big = "onnx/vision_model.onnx";

    [Fact]
    public async Task A_large_file_of_another_content_is_refused_and_nothing_is_left_in_place()
    {
        await using var hub = await HubServer.StartAsync();
        var wrong = new string('a', 64);
        hub.Change(Big, file => file with { Sha256 = wrong });
        using var puller = new Puller(hub);
        var run = await puller.PullAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"'{Big}' is not the file that was announced", run.Error, StringComparison.Ordinal);
        Assert.Contains(wrong, run.Error, StringComparison.Ordinal);
        puller.AssertNothingInPlace();
        Assert.False(File.Exists(Path.Combine(puller.Gathering, $"{wrong}.part")));
    }

    [Fact]
    public async Task A_small_file_of_another_content_is_refused_by_its_git_hash()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Change("config.json", static file => file with { Bytes = [.. file.Bytes[..^2], (byte)' ', (byte)'}'], GitOid = file.GitOid, Size = file.Size });
        using var puller = new Puller(hub);
        var run = await puller.PullAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("its git hash is", run.Error, StringComparison.Ordinal);
        puller.AssertNothingInPlace();
    }

    [Fact]
    public async Task A_file_that_goes_on_beyond_its_announced_size_is_cut_and_refused()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Change(Big, static file => file with { Size = 1000 });
        using var puller = new Puller(hub);
        var run = await puller.PullAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bytes, not 1,000", run.Error, StringComparison.Ordinal);
        puller.AssertNothingInPlace();
    }

    [Theory]
    [InlineData("pytorch_model.bin")]
    [InlineData("modeling_clip.py")]
    [InlineData("*.py")]
    public async Task Pickles_and_scripts_are_refused_even_when_they_are_asked_for(string path)
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        var run = await puller.PullAsync("--include", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("can run code", run.Error, StringComparison.Ordinal);
        Assert.All(hub.Files, file => Assert.Equal(0, hub.Served(file.Path)));
        Assert.False(Directory.Exists(puller.Models));
    }

    [Theory]
    [InlineData("../evil.json")]
    [InlineData("onnx/../../evil.onnx")]
    [InlineData("/etc/evil.json")]
    [InlineData("onnx\\..\\evil.onnx")]
    [InlineData("onnx//evil.onnx")]
    public async Task A_hub_that_lists_a_path_outside_the_model_folder_is_not_fetched_from(string path)
    {
        await using var hub = await HubServer.StartAsync();
        hub.Files.Add(new HubContent(path, "evil"u8.ToArray()));
        using var puller = new Puller(hub);
        var run = await puller.PullAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("outside the model folder", run.Error, StringComparison.Ordinal);
        Assert.All(hub.Files, file => Assert.Equal(0, hub.Served(file.Path)));
        Assert.False(Directory.Exists(puller.Models));
    }

    [Fact]
    public async Task A_model_larger_than_the_disk_is_refused_before_the_first_byte()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Change(Big, static file => file with { Size = 1L << 60 });
        using var puller = new Puller(hub);
        var run = await puller.PullAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Make room", run.Error, StringComparison.Ordinal);
        Assert.Contains((1L << 30).ToString("N1", CultureInfo.InvariantCulture) + " GiB", run.Error, StringComparison.Ordinal);
        Assert.All(hub.Files, file => Assert.Equal(0, hub.Served(file.Path)));
        puller.AssertNothingInPlace();
    }

    [Fact]
    public async Task A_model_without_onnx_graphs_says_so_before_the_first_byte()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Files.RemoveAll(static file => file.Path.StartsWith("onnx/", StringComparison.Ordinal));
        using var puller = new Puller(hub);
        var run = await puller.PullAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has no ONNX graphs at all", run.Error, StringComparison.Ordinal);
        Assert.All(hub.Files, file => Assert.Equal(0, hub.Served(file.Path)));
    }

    [Fact]
    public async Task Two_pulls_of_the_same_model_do_not_run_into_each_other()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        Directory.CreateDirectory(puller.Gathering);
        await using var held = new FileStream(Path.Combine(puller.Gathering, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var run = await puller.PullAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Another pull", run.Error, StringComparison.Ordinal);
    }
}
