using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using Cluster.TestSupport;
using DuckDB.NET.Data;

namespace Cluster.SourceJobs.Tests;

/// <summary>The lake where artifacts lie in a container: written by default, read by DuckDB, loaded with no encoder, and without what is taken down.</summary>
public sealed class LakeInBlobsTests
{
    private const int Count = 80;

    [Fact]
    public async Task A_lake_in_blobs_is_read_by_DuckDB_and_fills_a_collection_that_answers_the_same()
    {
        var token = TestContext.Current.CancellationToken;
        await using var azurite = await AzuriteProcess.StartAsync();
        using var pictures = new TemporaryFolder();
        foreach (var (number, bytes) in Photographs.Take(Count))
        {
            await File.WriteAllBytesAsync(pictures.Path($"{number:D3}.jpg"), bytes, token);
        }

        using var data = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["Artifacts__AzureBlob__ConnectionString"] = azurite.ConnectionString, ["Artifacts__AzureBlob__Container"] = "artifacts" };
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), settings, token);
        await cluster.SubmitAsync(new { id = "one", corpus = new { name = "c", location = pictures.Root, partitionSize = 30 }, collection = "photos", encoder = "demo-clip" });
        Assert.Equal("completed", (await cluster.UntilOverAsync("one", token)).GetProperty("state").GetString());

        // Not a file of the lake or the ledger lies in the data folder.
        Assert.False(Directory.Exists(data.Path("artifacts", "lake")) || Directory.Exists(data.Path("artifacts", "ledger")));
        Assert.Equal((Count, Count), await AskDuckAsync());
        var load = await cluster.OperateAsync("/v1/collections/copy/load?lake=photos", token);
        Assert.Equal(Count, load.GetProperty("counts").GetProperty("loaded").GetInt32());
        foreach (var question in new[] { "a red dress", "a jar", "shoes" })
        {
            var (own, copied) = (await AnswerAsync("photos", question), await AnswerAsync("copy", question));
            Assert.Equal(own.Select(static hit => hit.Key), copied.Select(static hit => hit.Key));
            Assert.All(own.Zip(copied), static pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-3));
        }

        using var taken = await cluster.Http.PostAsJsonAsync("/v1/collections/photos/takedowns", new { keys = new[] { "007.jpg" }, reason = "asked for" }, token);
        Assert.Equal(1, (await taken.Content.ReadFromJsonAsync<JsonElement>(token)).GetProperty("lakeRows").GetInt32());
        Assert.Equal((Count - 1, Count - 1), await AskDuckAsync());

        async Task<(long Rows, long Unit)> AskDuckAsync()
        {
            using var copies = new TemporaryFolder();
            var container = new BlobContainerClient(azurite.ConnectionString, "artifacts");
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: token))
            {
                if (blob.Name.StartsWith("lake/", StringComparison.Ordinal) && blob.Name.EndsWith(".parquet", StringComparison.Ordinal))
                {
                    await container.GetBlobClient(blob.Name).DownloadToAsync(copies.Path(blob.Name.Replace('/', '_')), token);
                }
            }

            using var duck = new DuckDBConnection("DataSource=:memory:");
            duck.Open();
            return (Ask("count(distinct point_id)"), Ask("count(*) filter (where abs(list_dot_product(vector, vector) - 1) < 0.01 and (payload->>'_key') = key)"));

            long Ask(string what)
            {
                using var command = duck.CreateCommand();
                command.CommandText = $"select {what} from '{copies.Path("*.parquet")}'";
                return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            }
        }

        async Task<List<(string Key, double Score)>> AnswerAsync(string collection, string text)
        {
            using var answer = await cluster.Http.PostAsJsonAsync($"/v1/collections/{collection}/search", new { text, limit = 10 }, token);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(token);
            return [.. body.GetProperty("hits").EnumerateArray().Select(static hit => (hit.GetProperty("key").GetString()!, hit.GetProperty("score").GetDouble()))];
        }
    }
}
