using System.Net.Http.Json;
using Azure.Storage.Blobs;
using Cluster.TestSupport;

namespace Cluster.Clustering.Tests;

public sealed class BlobsConnectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_reads_pictures_from_and_keeps_artifacts_in_the_account_of_its_connection_string()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        var account = new BlobServiceClient(azurite.ConnectionString);
        var pictures = (await account.CreateBlobContainerAsync("pictures", cancellationToken: Stop)).Value;
        for (var i = 0; i < 20; i++)
        {
            await pictures.UploadBlobAsync($"{i:D2}.png", new BinaryData(TinyPng.OfColour(8, 8, (byte)i, 0, 0)), Stop);
        }

        var settings = new Dictionary<string, string> { ["ConnectionStrings__blobs"] = azurite.ConnectionString, ["Artifacts__AzureBlob__Container"] = "artifacts" };
        await using var cluster = await LoopbackCluster.StartAsync(1, Stop, settings);
        var corpus = new { name = "blobs", kind = "azure-blob", location = "blobs/pictures" };
        using var answer = await cluster.Http.PostAsJsonAsync("/v1/jobs", new { id = "blobs", corpus, collection = "photos", encoder = PrismModel.Name }, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        var done = await cluster.UntilAsync("blobs", static job => job.GetProperty("isOver").GetBoolean(), TimeSpan.FromMinutes(1), Stop);
        Assert.Equal("completed", done.GetProperty("state").GetString());
        Assert.Equal(20, done.GetProperty("embedded").GetInt64());
        Assert.NotEmpty(account.GetBlobContainerClient("artifacts").GetBlobs(cancellationToken: Stop));
        Assert.Empty(Directory.GetFileSystemEntries(cluster.Artifacts));
    }
}
