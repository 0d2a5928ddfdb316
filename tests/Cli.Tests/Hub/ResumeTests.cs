using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cluster.Cli.Tests.Hub;

public sealed class ResumeTests
{
    private const string Big = "onnx/vision_model.onnx";
    private const int Half = 1_000_000;

    [Fact]
    public async Task A_pull_that_was_killed_goes_on_from_its_last_byte()
    {
        await using var hub = await HubServer.StartAsync();
        var big = hub.Files.Single(static file => file.Path == Big);
        hub.Send = static async (context, bytes) => bytes.Length > Half ? await SendHalfAsync(context, bytes, static aborted => Task.Delay(Timeout.Infinite, aborted)) : await HubServer.SendAllAsync(context, bytes);
        using var puller = new Puller(hub);
        using (var killed = puller.Start())
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (puller.PartLength(hub.Files.Single(static file => file.Path == "onnx/text_model.onnx")) < Half)
            {
                await pace.WaitForNextTickAsync(limit.Token);
            }
        }

        await hub.UntilQuietAsync();
        puller.AssertNothingInPlace();
        hub.Send = HubServer.SendAllAsync;
        var before = hub.Visits.Count;
        (await puller.PullAsync()).Succeeded();
        var again = hub.Visits.Skip(before).Where(static visit => visit.Place == "storage").ToList();
        Assert.Contains(again, static visit => visit.Range == "bytes=1000000-");
        Assert.All(hub.Files.Where(static file => file.Path.StartsWith("onnx/", StringComparison.Ordinal) && !file.Path.Contains("fp16", StringComparison.Ordinal)), file =>
        {
            Assert.Equal(file.Bytes, File.ReadAllBytes(Path.Combine(puller.Model, file.Path)));
            Assert.Equal(file.Bytes.Length, hub.Served(file.Path));
        });
        Assert.Equal(big.Bytes.Length, hub.Served(Big));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_taken_up_again_within_the_same_pull()
    {
        await using var hub = await HubServer.StartAsync();
        var big = hub.Files.Single(static file => file.Path == Big);
        var breaks = 0;
        hub.Send = async (context, bytes) => bytes.Length == big.Bytes.Length && Interlocked.Increment(ref breaks) == 1
            ? await SendHalfAsync(context, bytes, async aborted => { await Task.Delay(300, aborted); context.Abort(); })
            : await HubServer.SendAllAsync(context, bytes);
        using var puller = new Puller(hub);
        (await puller.PullAsync()).Succeeded();
        Assert.Equal(big.Bytes, File.ReadAllBytes(Path.Combine(puller.Model, Big)));
        var ranges = hub.Visits.Where(visit => visit.Path == $"/{big.Sha256}").Select(static visit => visit.Range).ToList();
        Assert.Equal(2, ranges.Count);
        Assert.Null(ranges[0]);
        var from = long.Parse(ranges[1]!["bytes=".Length..^1], CultureInfo.InvariantCulture);
        Assert.InRange(from, 1, Half);
        Assert.Equal(Half + big.Bytes.Length - from, hub.Served(Big));
    }

    [Fact]
    public async Task A_hub_that_knows_no_ranges_is_asked_for_the_whole_again()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        var big = await LeavePartAsync(hub, puller, static bytes => bytes[..Half]);
        hub.Meddle = static (context, _) =>
        {
            context.Request.Headers.Range = default;
            return Task.FromResult(false);
        };
        (await puller.PullAsync()).Succeeded();
        Assert.Equal(big.Bytes, File.ReadAllBytes(Path.Combine(puller.Model, Big)));
        Assert.Equal(big.Bytes.Length, hub.Served(Big));
    }

    [Fact]
    public async Task A_part_that_the_hub_cannot_go_on_from_is_begun_anew()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        var big = await LeavePartAsync(hub, puller, static bytes => bytes[..Half]);
        hub.Meddle = static (context, visit) =>
        {
            context.Response.StatusCode = visit.Range is null ? 200 : 416;
            return Task.FromResult(visit.Range is not null);
        };
        (await puller.PullAsync()).Succeeded();
        Assert.Equal(big.Bytes, File.ReadAllBytes(Path.Combine(puller.Model, Big)));
    }

    [Fact]
    public async Task A_part_with_wrong_bytes_is_noticed_and_fetched_from_the_beginning()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        var big = await LeavePartAsync(hub, puller, static _ => new byte[Half]);
        (await puller.PullAsync()).Succeeded();
        Assert.Equal(big.Bytes, File.ReadAllBytes(Path.Combine(puller.Model, Big)));
        Assert.Equal((2L * big.Bytes.Length) - Half, hub.Served(Big));
    }

    [Fact]
    public async Task Ctrl_C_leaves_what_was_fetched_and_says_so()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Send = static async (context, bytes) => bytes.Length > Half ? await SendHalfAsync(context, bytes, static aborted => Task.Delay(Timeout.Infinite, aborted)) : await HubServer.SendAllAsync(context, bytes);
        using var puller = new Puller(hub);
        using var cli = puller.Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!hub.Visits.Any(static visit => visit.Place == "storage"))
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }

        await cli.InterruptAsync();
        var run = await cli.EndAsync();
        Assert.Equal(130, run.ExitCode);
        Assert.Contains("goes on from there", run.Error, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(puller.Gathering, "*.part"));
        puller.AssertNothingInPlace();
    }

    private static async Task<HubContent> LeavePartAsync(HubServer hub, Puller puller, Func<byte[], byte[]> part)
    {
        var big = hub.Files.Single(static file => file.Path == Big);
        Directory.CreateDirectory(puller.Gathering);
        await File.WriteAllBytesAsync(Path.Combine(puller.Gathering, $"{big.Sha256}.part"), part(big.Bytes));
        return big;
    }

    private static async Task<int> SendHalfAsync(HttpContext context, ReadOnlyMemory<byte> bytes, Func<CancellationToken, Task> then)
    {
        await context.Response.Body.WriteAsync(bytes[..Half]);
        await context.Response.Body.FlushAsync();
        try
        {
            await then(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }

        return Half;
    }
}
