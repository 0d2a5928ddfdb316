using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class BadFilesTests
{
    [Fact]
    public async Task Every_bad_file_is_set_aside_with_its_reason_and_the_job_completes()
    {
        var token = TestContext.Current.CancellationToken;
        var photographs = Directory.GetFiles(SharedData.Path("datasets", "clothing", "test", "hat")).Order(StringComparer.Ordinal).Take(3).ToArray();
        using var corpus = new TemporaryFolder();
        for (var i = 0; i < photographs.Length; i++)
        {
            File.Copy(photographs[i], corpus.Path($"good-{i}.jpg"));
        }

        var photograph = await File.ReadAllBytesAsync(photographs[0], token);
        var picture = TinyPng.OfColour(320, 200, 200, 30, 30);
        (string File, byte[] Bytes, string Reason)[] bad =
        [
            ("empty.jpg", [], "not-an-image"),
            ("text.jpg", "This is not a picture.\n"u8.ToArray(), "not-an-image"),
            ("cut.jpg", photograph[..(photograph.Length / 2)], "truncated"),
            ("cut.png", picture[..(picture.Length / 2)], "truncated"),
            ("huge.png", TinyPng.Announcing(30_000, 30_000), "too-many-pixels"),
        ];
        foreach (var (file, bytes, _) in bad)
        {
            await File.WriteAllBytesAsync(corpus.Path(file), bytes, token);
        }

        using var data = new TemporaryFolder();
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        await cluster.SubmitAsync("bad", "bad", corpus.Root, "photos", "demo-clip");
        var job = await cluster.UntilOverAsync("bad", token);
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal(photographs.Length, job.GetProperty("embedded").GetInt64());
        Assert.Equal(bad.Length, job.GetProperty("quarantined").GetInt64());

        var rows = (await cluster.GetAsync("/v1/jobs/bad/quarantine")).GetProperty("images").EnumerateArray().ToList();
        Assert.Equal(
            bad.Select(static file => (file.File, file.Reason)).Order(),
            rows.Select(static row => (row.GetProperty("key").GetString()!, row.GetProperty("reason").GetString()!)).Order());
        Assert.All(rows, static row => Assert.NotEmpty(row.GetProperty("detail").GetString()!));

        // The same list in small pages, and of one reason.
        var first = await cluster.GetAsync("/v1/jobs/bad/quarantine?limit=2");
        var second = await cluster.GetAsync($"/v1/jobs/bad/quarantine?limit=10&cursor={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");
        Assert.Equal(
            rows.Select(static row => row.GetProperty("key").GetString()),
            first.GetProperty("images").EnumerateArray().Concat(second.GetProperty("images").EnumerateArray()).Select(static row => row.GetProperty("key").GetString()));
        Assert.Equal(2, (await cluster.GetAsync("/v1/jobs/bad/quarantine?reason=truncated")).GetProperty("images").GetArrayLength());
    }
}
