using System.Diagnostics;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class DemoTests : IDisposable
{
    private const int Count = 300;
    private static readonly string[] Once = ["--once", "--json", "--port", "0", "--count", $"{Count}"];

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public DemoTests() => _limit.CancelAfter(TimeSpan.FromMinutes(4));

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_first_run_embeds_every_picture_and_a_second_run_none()
    {
        var first = await RunAsync(Once);
        Assert.Equal((Count, Count, 0, 0), Counts(first));
        Assert.True(first.GetProperty("images_per_second").GetDouble() > 0);
        AssertAnswers(first);

        var listing = _folder.Path("data", "demo", "catalogue", "catalogue.csv");
        var drawn = File.GetLastWriteTimeUtc(listing);
        var second = await RunAsync(Once);
        Assert.Equal((Count, 0, Count, 0), Counts(second));
        AssertAnswers(second);
        Assert.Equal(drawn, File.GetLastWriteTimeUtc(listing));
    }

    [Fact]
    public async Task The_demo_works_on_a_machine_without_any_network()
    {
        // A network namespace of its own, with nothing in it but loopback.
        var probe = Process.Start(new ProcessStartInfo("unshare", ["-rn", "sh", "-c", "ip link set lo up"]) { RedirectStandardError = true })!;
        await probe.WaitForExitAsync(_limit.Token);
        Assert.SkipUnless(probe.ExitCode == 0, "needs unshare and ip, and leave to make a network namespace");
        var (code, output, error) = await DemoProcess.RunWithoutNetworkAsync(_folder.Root, _limit.Token, "--once", "--json", "--port", "0", "--count", "300");
        Assert.True(code == 0, $"ended with {code}: {output}{error}");
        Assert.Equal((Count, Count, 0, 0), Counts(JsonDocument.Parse(output).RootElement));
    }

    [Fact]
    public async Task A_larger_catalogue_embeds_only_what_is_new()
    {
        await RunAsync("--once", "--json", "--port", "0", "--count", "60");
        var grown = await RunAsync("--once", "--json", "--port", "0", "--count", "90");
        Assert.Equal((90, 30, 60, 0), Counts(grown));

        var (code, _, error) = await DemoProcess.RunAsync(_folder.Root, _limit.Token, "--once", "--json", "--port", "0", "--count", "60");
        Assert.Equal(2, code);
        Assert.Contains("has 90 pictures already", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--frob")]
    [InlineData("--count", "0")]
    [InlineData("--port", "x")]
    public async Task A_wrong_command_line_ends_with_two_and_a_reason(params string[] arguments)
    {
        var (code, output, error) = await DemoProcess.RunAsync(_folder.Root, _limit.Token, arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(arguments[0], error, StringComparison.Ordinal);
    }

    private async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await DemoProcess.RunAsync(_folder.Root, _limit.Token, arguments);
        Assert.True(code == 0, $"ended with {code}: {output}{error}");

        // One object and nothing else, or this throws.
        return JsonDocument.Parse(output).RootElement;
    }

    private static (int Listed, int Embedded, int Unchanged, int Quarantined) Counts(JsonElement report)
    {
        return (Number("listed"), Number("embedded"), Number("unchanged"), Number("quarantined"));

        int Number(string name) => report.GetProperty(name).GetInt32();
    }

    private static void AssertAnswers(JsonElement report)
    {
        var queries = report.GetProperty("queries").EnumerateArray().ToList();
        Assert.Equal(5, queries.Count);
        Assert.All(queries, static query =>
        {
            Assert.True(query.GetProperty("kind_matches").GetBoolean(), query.GetRawText());
            Assert.True(query.GetProperty("colour_matches").GetBoolean(), query.GetRawText());
            var title = query.GetProperty("answers")[0].GetProperty("title").GetString()!;
            Assert.Contains(query.GetProperty("kind").GetString()!, title, StringComparison.Ordinal);
            Assert.Contains(query.GetProperty("colour").GetString()!, title, StringComparison.Ordinal);
        });
    }
}
