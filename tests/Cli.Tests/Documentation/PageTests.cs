using System.Diagnostics;
using Cluster.SampleCatalogue.Items;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Documentation;

/// <summary>Every command that a page shows is run as it stands there, by a shell, in a home that holds a folder of pictures and nothing else.</summary>
public sealed class PageTests(ShopCluster shop)
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/quick-start.md")]
    [InlineData("docs/own-model.md")]
    [InlineData("docs/api.md")]
    [InlineData("docs/cli.md")]
    [InlineData("docs/planning.md")]
    [InlineData("docs/corpora.md")]
    public async Task Commands_of_a_page_do_what_they_say(string page)
    {
        var commands = Commands.Of(page);
        Assert.Contains(commands, command => !Elsewhere.Holds(page, command));
        using var home = new TemporaryFolder();
        Directory.CreateDirectory(home.Path("pictures"));
        var mug = shop.Items.First(static item => item.Combination.Kind == ProductKind.Mug);
        File.Copy(shop.FileOf(mug), home.Path("pictures", "mug.jpg"));
        File.Copy(shop.FileOf(mug), home.Path("shoe.jpg"));
        foreach (var item in shop.Items.Take(20))
        {
            File.Copy(shop.FileOf(item), home.Path("pictures", Path.GetFileName(shop.FileOf(item))), overwrite: true);
        }

        foreach (var command in commands.Where(command => !Elsewhere.Holds(page, command)))
        {
            Assert.Matches("^(cluster|curl -sf) ", command);
            await RunAsync(command.Replace("http://127.0.0.1:8080", shop.Environment["CLUSTER_GATEWAY"].TrimEnd('/'), StringComparison.Ordinal), home.Root);
        }
    }

    private async Task RunAsync(string command, string home)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "cluster.dll");
        Assert.True(File.Exists(program), program);
        var start = new ProcessStartInfo("bash", ["-c", $"cluster() {{ dotnet '{program}' \"$@\"; }}; {command}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home,
        };
        start.Environment["HOME"] = home;
        foreach (var (name, value) in shop.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{command}\n{output}{await error}");
    }
}
