using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests;

public sealed class FaultTests(ShopCluster shop)
{
    [Fact]
    public async Task A_wrong_folder_is_refused_before_anything_is_made()
    {
        using var folder = new TemporaryFolder();
        var wrong = folder.Path("no-such-folder");
        var line = (await shop.RunAsync("jobs", "submit", "--corpus", wrong, "--collection", "wrong", "--encoder", ShopCluster.Encoder, "--wait")).Refused(1);
        Assert.Contains(wrong, line, StringComparison.Ordinal);
        (await shop.RunAsync("collections", "show", "wrong")).Refused(1);
    }

    [Fact]
    public async Task An_unknown_encoder_is_refused_with_the_names_there_are()
    {
        var line = (await shop.RunAsync("jobs", "submit", "--corpus", shop.Pictures, "--collection", "unknown", "--encoder", "no-such-encoder", "--wait")).Refused(1);
        Assert.Contains("no-such-encoder", line, StringComparison.Ordinal);
        Assert.Contains(ShopCluster.Encoder, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_named_with_what_to_do()
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var line = (await shop.RunAsync("jobs", "list", "--gateway", address)).Refused(3);
        Assert.Contains(address, line, StringComparison.Ordinal);
        Assert.Contains("--gateway", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_at_the_address_is_not_taken_for_a_gateway()
    {
        await using var other = await HttpPlace.StartAsync(static context => context.Response.Body.WriteAsync("<html>"u8.ToArray()).AsTask());
        Assert.Contains("gateway", (await shop.RunAsync("collections", "list", "--gateway", other.Address)).Refused(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_a_fault_is_json_too()
    {
        var run = await shop.RunAsync("jobs", "show", "no-such-job", "--json");
        Assert.Equal(1, run.ExitCode);
        using var fault = JsonDocument.Parse(run.Error);
        Assert.Equal("/problems/job-not-found", fault.RootElement.GetProperty("type").GetString());
        Assert.Contains("no-such-job", fault.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_command_line_names_the_mistake_and_where_help_is()
    {
        var run = await shop.RunAsync("jobs", "submit", "--corpus", shop.Pictures);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--collection", run.Error, StringComparison.Ordinal);
        Assert.Contains("cluster jobs submit --help", run.Error, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
