using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Reembedding;

public sealed class ReembedTests(ShopCluster shop) : IDisposable
{
    private const int Pictures = 24;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_plan_prints_time_and_cost_and_does_nothing_and_the_change_can_be_watched_reported_and_taken_back()
    {
        const string Collection = "reembedded";
        var encoder = await OpenAsync(Collection);
        await File.WriteAllTextAsync(
            _folder.Path("prices.json"), """{ "currency": "EUR", "coreHour": 36000, "storageGibMonth": 1000000 }""", TestContext.Current.CancellationToken);
        var plan = (await shop.RunAsync("reembed", Collection, "--encoder", encoder, "--plan", "--prices", _folder.Path("prices.json"))).Succeeded();
        Assert.Contains($"points       {Pictures} x 128", plan.Lines);
        Assert.Contains(plan.Lines, static line => line.StartsWith("time         0.00:00:0", StringComparison.Ordinal));
        Assert.Contains(plan.Lines, static line => line.StartsWith("step 1       make generation", StringComparison.Ordinal));
        Assert.Contains(plan.Lines, static line => line.StartsWith("cost, sum", StringComparison.Ordinal) && line.EndsWith(" EUR", StringComparison.Ordinal));
        var numbers = JsonDocument.Parse((await shop.RunAsync(
            "reembed", Collection, "--encoder", encoder, "--plan", "--prices", _folder.Path("prices.json"), "--json")).Succeeded().Out).RootElement;
        var cost = numbers.GetProperty("cost");
        Assert.Equal(
            numbers.GetProperty("buildingSeconds").GetDouble() / 3_600 * numbers.GetProperty("cores").GetInt32() * 36_000, cost.GetProperty("cores").GetDouble(), 6);
        Assert.True(cost.GetProperty("storage").GetDouble() > 0);
        Assert.Equal(cost.GetProperty("cores").GetDouble() + cost.GetProperty("storage").GetDouble(), cost.GetProperty("sum").GetDouble(), 9);
        Assert.Contains("cost         not known: give your prices with --prices", (await shop.RunAsync("reembed", Collection, "--encoder", encoder, "--plan")).Succeeded().Lines);
        Assert.Contains("never re-embedded", (await shop.RunAsync("reembed", "status", Collection)).Refused(1), StringComparison.Ordinal);

        await File.WriteAllLinesAsync(
            _folder.Path("queries.csv"),
            ["query,key", .. shop.Items.Take(Pictures).Select(item => $"\"{item.Title}\",{Path.GetFileName(shop.FileOf(item))}")],
            TestContext.Current.CancellationToken);
        var done = (await shop.RunAsync(
            "reembed", Collection, "--encoder", encoder, "--labels", _folder.Path("queries.csv"), "--retention-hours", "1", "--sample", "10", "--by", "the shopkeeper", "--wait")).Succeeded();
        Assert.Contains($"state        draining (go back with: cluster reembed rollback {Collection})", done.Lines);
        foreach (var gate in new[] { "coverage", "self-retrieval", "index-recall", "neighbour-overlap", "text-recall", "latency" })
        {
            Assert.Contains(done.Lines, line => line.StartsWith($"gate         {gate}: passed", StringComparison.Ordinal));
        }

        Assert.Contains(done.Lines, static line => line.Contains("started: ", StringComparison.Ordinal) && line.EndsWith(", by the shopkeeper", StringComparison.Ordinal));
        Assert.Contains("planned: ", done.Error, StringComparison.Ordinal);
        (await shop.RunAsync("reembed", "report", Collection, "--output", _folder.Path("report.html"))).Succeeded();
        Assert.Contains("<svg", await File.ReadAllTextAsync(_folder.Path("report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        (await shop.RunAsync("reembed", "rollback", Collection, "--by", "the owner")).Succeeded();
        var back = await UntilAsync(Collection, "rolled back");
        Assert.Contains(back.Lines, static line => line.Contains("rolled back", StringComparison.Ordinal) && line.EndsWith(", by the owner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_gate_ends_the_waiting_with_a_failing_exit_code_until_it_is_forced()
    {
        const string Collection = "refused";
        var encoder = await OpenAsync(Collection);
        File.Delete(Directory.GetFiles(_folder.Path("pictures"))[0]);
        var refused = await shop.RunAsync("reembed", Collection, "--encoder", encoder, "--sample", "10", "--wait");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("state        refused", refused.Lines);
        Assert.Contains(refused.Lines, static line => line.StartsWith("gate         coverage: FAILED", StringComparison.Ordinal));

        var forced = (await shop.RunAsync("reembed", Collection, "--encoder", encoder, "--force", "--by", "the owner", "--wait")).Succeeded();
        Assert.Contains(forced.Lines, static line => line.Contains("forced past the failed gates: coverage", StringComparison.Ordinal) && line.EndsWith(", by the owner", StringComparison.Ordinal));
        Assert.Contains("state        retiring", (await shop.RunAsync("reembed", "finish", Collection)).Succeeded().Lines);
    }

    [Fact]
    public async Task Encoders_are_compared_on_the_users_own_pictures_and_one_is_recommended()
    {
        const string Collection = "compared";
        var other = await OpenAsync(Collection);
        await File.WriteAllLinesAsync(
            _folder.Path("labels.csv"),
            ["key,label", .. shop.Items.Take(Pictures).Select(item => $"{Path.GetFileName(shop.FileOf(item))},{item.Combination.Kind.ToString().ToLowerInvariant()}")],
            TestContext.Current.CancellationToken);
        var run = (await shop.RunAsync(
            "compare", Collection, "--encoder", ShopCluster.Encoder, "--encoder", other, "--labels", _folder.Path("labels.csv"), "--price-per-hour", "2", "--output", _folder.Path("comparison.html"))).Succeeded();
        Assert.Equal(2, run.Lines.Count(static line => line.Contains('@') && line.Split('\t').Length == 7));
        Assert.StartsWith("Choose ", run.Lines[^1], StringComparison.Ordinal);
        var report = await File.ReadAllTextAsync(_folder.Path("comparison.html"), TestContext.Current.CancellationToken);
        Assert.Contains("Which one should I choose?", report, StringComparison.Ordinal);
        Assert.Contains("data:image/jpeg;base64,", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_with_one_line()
    {
        Assert.Contains("no-such.csv", (await shop.RunAsync("reembed", "shop", "--encoder", ShopCluster.Encoder, "--labels", "no-such.csv")).Refused(2), StringComparison.Ordinal);
        Assert.Contains("already live", (await shop.RunAsync("reembed", "shop", "--encoder", ShopCluster.Encoder, "--plan")).Refused(1), StringComparison.Ordinal);
        Assert.Contains("no-such-shop", (await shop.RunAsync("reembed", "rollback", "no-such-shop")).Refused(1), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A collection of some pictures, and a second encoder that looks at them a little differently.</summary>
    private async Task<string> OpenAsync(string collection)
    {
        Directory.CreateDirectory(_folder.Path("pictures"));
        foreach (var item in shop.Items.Take(Pictures))
        {
            File.Copy(shop.FileOf(item), _folder.Path("pictures", Path.GetFileName(shop.FileOf(item))));
        }

        (await shop.RunAsync(
            "jobs", "submit", "--corpus", _folder.Path("pictures"), "--corpus-name", collection, "--collection", collection, "--encoder", ShopCluster.Encoder, "--wait")).Succeeded();
        var second = _folder.Path("second");
        ModelFolders.Copy(RepositoryFolder.Path("models", ShopCluster.Encoder), second, static json => json["image_std"] = new JsonArray(0.31, 0.31, 0.31));
        return second;
    }

    private async Task<CliRun> UntilAsync(string collection, string state)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var look = 0; look < 240; look++)
        {
            var run = (await shop.RunAsync("reembed", "status", collection)).Succeeded();
            if (run.Lines.Contains(string.Create(CultureInfo.InvariantCulture, $"state        {state}")))
            {
                return run;
            }

            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Fail($"'{collection}' never was {state}");
        return null!;
    }
}
