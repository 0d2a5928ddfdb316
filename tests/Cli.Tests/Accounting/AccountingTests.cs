using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Accounting;

/// <summary>The commands around the ledger, end to end: the real program against a real cluster.</summary>
public sealed class AccountingTests(ShopCluster shop)
{
    /// <summary>More than a page of findings.</summary>
    private const int Many = 2_100;

    [Fact]
    public async Task What_was_set_aside_is_listed_exported_and_tried_again()
    {
        using var folder = Pictures(3);
        await File.WriteAllTextAsync(folder.Path("bad, \"one\".jpg"), "not a picture", TestContext.Current.CancellationToken);
        await SubmitAsync(folder, "aside", "aside-1");
        var listed = (await shop.RunAsync("quarantine", "list", "aside-1", "--reason", "not-an-image")).Succeeded();
        Assert.StartsWith("bad, \"one\".jpg\tnot-an-image\t1\t", Assert.Single(listed.Lines), StringComparison.Ordinal);
        Assert.Empty((await shop.RunAsync("quarantine", "list", "aside-1", "--reason", "truncated")).Succeeded().Lines);
        (await shop.RunAsync("quarantine", "list", "aside-1", "--reason", "nonsense")).Refused(1);

        var csv = (await shop.RunAsync("quarantine", "export", "aside-1", "--format", "csv")).Succeeded().Lines;
        Assert.Equal("key,reason,detail,etag,first_seen,tries", csv[0]);
        Assert.StartsWith("\"bad, \"\"one\"\".jpg\",not-an-image,", csv[1], StringComparison.Ordinal);
        var file = folder.Path(".rows.jsonl");
        (await shop.RunAsync("quarantine", "export", "aside-1", "--output", file)).Succeeded();
        Assert.Equal("bad, \"one\".jpg", JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(file))).RootElement.GetProperty("key").GetString());

        File.Copy(shop.FileOf(shop.Items[9]), folder.Path("bad, \"one\".jpg"), overwrite: true);
        var retried = (await shop.RunAsync("jobs", "retry", "aside-1", "--quarantined", "--reason", "not-an-image", "--wait")).Succeeded();
        Assert.Contains("embedded     1", retried.Lines);
        Assert.Contains("retries      aside-1", retried.Lines);
        var job = (await shop.RunAsync("jobs", "show", "aside-1")).Succeeded();
        Assert.Contains("embedded     4", job.Lines);
        Assert.Contains("quarantined  0", job.Lines);
    }

    [Fact]
    public async Task Verify_proves_coverage_or_names_what_is_missing_extra_and_stale()
    {
        using var folder = Pictures(8);
        await SubmitAsync(folder, "proved", "proved-1");
        var proof = (await shop.RunAsync("corpora", "verify", "proved")).Succeeded();
        Assert.Contains("missing      0", proof.Lines);
        Assert.Contains("extra        0", proof.Lines);
        Assert.Contains("stale        0", proof.Lines);
        Assert.Contains("listed       8", proof.Lines);

        File.Copy(folder.Path("0.jpg"), folder.Path("new.jpg"));
        File.Delete(folder.Path("1.jpg"));
        File.Copy(folder.Path("3.jpg"), folder.Path("2.jpg"), overwrite: true);
        var run = await shop.RunAsync("corpora", "verify", "proved");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Lines, static line => line.StartsWith("missing\tnew.jpg\t", StringComparison.Ordinal));
        Assert.Contains(run.Lines, static line => line.StartsWith("extra\t1.jpg\t", StringComparison.Ordinal));
        Assert.Contains(run.Lines, static line => line.StartsWith("stale\t2.jpg\t", StringComparison.Ordinal));
        Assert.Contains("missing      1", run.Lines);

        // All are named, however many; or as many as one asks for, and then it is said that there are more.
        for (var i = 0; i < Many; i++)
        {
            await File.WriteAllBytesAsync(folder.Path($"more-{i:D4}.png"), [1], TestContext.Current.CancellationToken);
        }

        run = await shop.RunAsync("corpora", "verify", "proved");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"missing      {Many + 1:N0}", run.Lines);
        Assert.Equal(
            Enumerable.Range(0, Many).Select(static i => $"more-{i:D4}.png"), run.Lines.Where(static line => line.StartsWith("missing\tmore-", StringComparison.Ordinal)).Select(static line => line.Split('\t')[1]).Order(StringComparer.Ordinal));
        var limited = await shop.RunAsync("corpora", "verify", "proved", "--limit", "5");
        Assert.Equal(1, limited.ExitCode);
        Assert.Contains($"missing      {Many + 1:N0}", limited.Lines);
        Assert.Equal(5, limited.Lines.Count(static line => line.Contains('\t', StringComparison.Ordinal)));
        Assert.Contains("the counts are of all", limited.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await shop.RunAsync("corpora", "verify", "proved", "--json")).Out);
        Assert.Equal(Many + 3, json.RootElement.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task Duplicates_are_listed_by_group_exact_and_near()
    {
        using var folder = Pictures(6);
        File.Copy(folder.Path("2.jpg"), folder.Path("copy.jpg"));
        await SubmitAsync(folder, "twice", "twice-1");
        var run = (await shop.RunAsync("collections", "duplicates", "twice", "--threshold", "0.9999")).Succeeded();
        Assert.Contains("exact        2", run.Lines);
        Assert.Contains("exact-groups 1", run.Lines);
        Assert.Contains(run.Lines, static line => line.StartsWith("exact\t", StringComparison.Ordinal) && line.Contains("copy.jpg", StringComparison.Ordinal));
        Assert.Contains(run.Lines, static line => line.StartsWith("near\t", StringComparison.Ordinal) && line.Contains("2.jpg", StringComparison.Ordinal));

        // It is found again, and tells the same again.
        var listed = (await shop.RunAsync("operations", "list", "--collection", "twice", "--kind", "duplicates")).Succeeded();
        var cells = Assert.Single(listed.Lines).Split('\t');
        Assert.Equal(["duplicates", "completed", "twice"], cells[1..4]);
        Assert.Equal(run.Lines, (await shop.RunAsync("operations", "wait", cells[0])).Succeeded().Lines);
        Assert.Empty((await shop.RunAsync("operations", "list", "--collection", "twice", "--state", "running")).Succeeded().Lines);
        Assert.Contains("verify, duplicates, load", (await shop.RunAsync("operations", "list", "--kind", "dance")).Refused(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_is_built_from_the_lake_and_a_takedown_leaves_no_trace_of_the_image_in_either()
    {
        using var folder = Pictures(8);
        await SubmitAsync(folder, "laked", "laked-1", "--lake", "true");
        var loaded = (await shop.RunAsync("index", "load", "--from-lake", "laked", "--collection", "from-lake")).Succeeded();
        Assert.Contains("loaded       8", loaded.Lines);
        Assert.Equal(await HitsAsync("laked"), await HitsAsync("from-lake"));

        Assert.Contains("--yes", (await shop.RunAsync("points", "delete", "laked", "--key", "5.jpg")).Refused(2), StringComparison.Ordinal);
        var taken = (await shop.RunAsync("points", "delete", "laked", "--key", "5.jpg", "--reason", "asked for", "--yes")).Succeeded();
        Assert.Contains("1 images, 1 points and 1 lake rows removed", Assert.Single(taken.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain(await HitsAsync("laked"), static key => key == "5.jpg");

        // A later job leaves it out and says so; a later load has it not.
        await SubmitAsync(folder, "laked", "laked-2", "--lake", "true");
        Assert.StartsWith("5.jpg\ttakedown\t", Assert.Single((await shop.RunAsync("quarantine", "list", "laked-2")).Succeeded().Lines), StringComparison.Ordinal);
        var job = (await shop.RunAsync("jobs", "show", "laked-2")).Succeeded();
        Assert.Contains("unchanged    7", job.Lines);
        Assert.Contains("quarantined  1", job.Lines);
        (await shop.RunAsync("corpora", "verify", "laked")).Succeeded();
        Assert.Contains("loaded       7", (await shop.RunAsync("index", "load", "--from-lake", "laked", "--collection", "from-lake-2")).Succeeded().Lines);

        // What was taken down from a collection does not come back into it by a load, either.
        (await shop.RunAsync("points", "delete", "from-lake-2", "--key", "6.jpg", "--reason", "asked for", "--yes")).Succeeded();
        var again = (await shop.RunAsync("index", "load", "--from-lake", "laked", "--collection", "from-lake-2")).Succeeded();
        Assert.Contains("loaded       6", again.Lines);
        Assert.Contains("left-out     1", again.Lines);
        Assert.DoesNotContain(await HitsAsync("from-lake-2"), static key => key == "6.jpg");
        Assert.Contains("no lake", (await shop.RunAsync("index", "load", "--from-lake", "shop", "--collection", "from-lake-3")).Refused(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corpus_is_taken_out_of_a_collection_that_others_share()
    {
        using var left = Pictures(5);
        using var right = Pictures(3);
        await SubmitAsync(left, "shared", "shared-1", "--corpus-name", "left");
        await SubmitAsync(right, "shared", "shared-2", "--corpus-name", "right");
        Assert.Contains("--yes", (await shop.RunAsync("collections", "remove-corpus", "shared", "left")).Refused(2), StringComparison.Ordinal);
        var removed = (await shop.RunAsync("collections", "remove-corpus", "shared", "left", "--yes")).Succeeded();
        Assert.Contains("points       5", removed.Lines);
        var shown = (await shop.RunAsync("collections", "show", "shared")).Succeeded();
        Assert.Contains("points       3", shown.Lines);
        Assert.Single(shown.Lines, static line => line.StartsWith("corpus ", StringComparison.Ordinal));
        Assert.Contains("fed by 'right'", (await shop.RunAsync("collections", "remove-corpus", "shared", "left", "--yes")).Refused(1), StringComparison.Ordinal);
        (await shop.RunAsync("corpora", "verify", "shared")).Succeeded();
    }

    private TemporaryFolder Pictures(int count)
    {
        var folder = new TemporaryFolder();
        for (var i = 0; i < count; i++)
        {
            File.Copy(shop.FileOf(shop.Items[i]), folder.Path($"{i}.jpg"));
        }

        return folder;
    }

    private async Task SubmitAsync(TemporaryFolder folder, string collection, string job, params string[] more) => (await shop.RunAsync(
        ["jobs", "submit", "--corpus", folder.Root, "--collection", collection, "--encoder", ShopCluster.Encoder, "--id", job, "--wait", .. more])).Succeeded();

    private async Task<List<string>> HitsAsync(string collection) =>
        [.. (await shop.RunAsync("search", "a red mug", "--collection", collection, "--limit", "20")).Succeeded().Lines.Select(static line => line.Split('\t')[1])];
}
