using Cluster.TestSupport;

namespace Cluster.Clustering.Tests;

public sealed class EncryptedClusterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_and_gateway_with_certificates_of_one_authority_work_together_and_let_no_other_silo_in()
    {
        using var folder = new TemporaryFolder();
        using var ours = new ClusterAuthority(folder.Root, "ours");
        using var foreign = new ClusterAuthority(folder.Root, "foreign");
        const int Pictures = 600;
        await using var cluster = await LoopbackCluster.StartAsync(4, Stop, ours.SettingsFor("node"), started: 2);
        ColourCorpus.Create(cluster.Folder("colours"), Pictures);

        // One without any certificate, one with a certificate that somebody else has signed: both trust us, we trust neither.
        cluster.StartSilo(2, new Dictionary<string, string>
        {
            ["Cluster__Tls__CertificateFile"] = "", ["Cluster__Tls__KeyFile"] = "", ["Cluster__Tls__AuthorityFile"] = "", ["Logging__LogLevel__Orleans"] = "Information",
        });
        cluster.StartSilo(3, new Dictionary<string, string>(foreign.SettingsFor("stranger", trusted: ours)) { ["Logging__LogLevel__Orleans"] = "Information" });
        await cluster.SubmitAsync("sealed", cluster.Folder("colours"), 50, Stop);
        var done = await cluster.UntilAsync("sealed", static job => job.GetProperty("isOver").GetBoolean(), TimeSpan.FromMinutes(3), Stop);
        Assert.Equal("completed", done.GetProperty("state").GetString());
        await Accounts.AssertExactAsync(cluster, "sealed", Pictures, Stop);

        // They have tried, and are not in.
        foreach (var silo in new[] { 2, 3 })
        {
            await cluster.UntilAsync(
                $"silo{silo} finds the others shut", () => cluster.Silos[silo]!.HasExited || cluster.LogOf(silo).Contains("Connection attempt to endpoint", StringComparison.Ordinal),
                TimeSpan.FromMinutes(2), Stop);
            Assert.DoesNotContain("is worked on from image", cluster.LogOf(silo), StringComparison.Ordinal);
            Assert.False(await IsReadyAsync(cluster, silo));
        }
    }

    private static async Task<bool> IsReadyAsync(LoopbackCluster cluster, int silo)
    {
        try
        {
            return (await cluster.HealthAsync(silo, "/health", Stop)).Status == System.Net.HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It does not even get as far as to say so.
            return false;
        }
    }
}
