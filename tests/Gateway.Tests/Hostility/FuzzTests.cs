using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Gateway.Tests.Hostility;

/// <summary>
/// Requests that nobody should send. CLUSTER_FUZZ_REQUESTS says how many are drawn (default: 10,000), CLUSTER_FUZZ_SEED from which seed.
/// </summary>
[Collection<CatalogueCollection>]
public sealed class FuzzTests(CatalogueGateway shop)
{
    private static readonly int Requests = int.Parse(Environment.GetEnvironmentVariable("CLUSTER_FUZZ_REQUESTS") ?? "10000");
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("CLUSTER_FUZZ_SEED") ?? "1");

    private const long KeptBytes = 64L * 1024 * 1024;
    private const int KeptFiles = 100;

    /// <summary>What would give away how the gateway is made or where it lies.</summary>
    private static readonly string[] Leaks = ["   at Cluster.", "   at Microsoft.", "   at System.", ".cs:line", "System.Exception", "StackTrace", RepositoryFolder.Root, "/root/", "eck_"];

    [Fact]
    public async Task No_request_gets_a_fault_of_the_gateway_a_leak_or_no_answer()
    {
        var document = await shop.Host.AskAsync(HttpMethod.Get, "/openapi/v1.json");
        var requests = new HostileRequests(document, new Random(Seed));
        Assert.True(requests.Operations > 30);
        var (memory, files) = Held();
        var sent = Enumerable.Range(0, Requests).Select(_ => requests.Next()).ToList();
        var statuses = new System.Collections.Concurrent.ConcurrentDictionary<HttpStatusCode, int>();
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(sent, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, token) =>
        {
            using (request)
            {
                var said = $"{request.Method} {request.RequestUri} {(request.Content is ByteArrayContent body ? Shorten(await body.ReadAsStringAsync(token)) : "")}";
                try
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
                    limit.CancelAfter(TimeSpan.FromSeconds(60));
                    using var answer = await shop.Host.Http.SendAsync(request, limit.Token);
                    statuses.AddOrUpdate(answer.StatusCode, 1, static (_, count) => count + 1);
                    Check(said, answer, await answer.Content.ReadAsStringAsync(limit.Token), faults);
                }
                catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
                {
                    faults.Add($"{said}: {fault.GetType().Name} {fault.Message}");
                }
            }
        });
        Assert.True(faults.IsEmpty, $"seed {Seed}, {faults.Count} of {Requests}:\n{string.Join('\n', faults.Take(12))}");

        // Were all refused for the same reason, nothing would have been tried.
        Assert.True(statuses.Keys.Count >= 6 && statuses.GetValueOrDefault(HttpStatusCode.OK) > 50, string.Join(", ", statuses));

        // Nothing is kept of them: neither memory nor open files and connections. Other tests' gateways, which start and end beside it, are not counted for good.
        var (memoryAfter, filesAfter) = Held();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var i = 0; i < 60 && (memoryAfter - memory >= KeptBytes || filesAfter - files >= KeptFiles); i++)
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            (memoryAfter, filesAfter) = Held();
        }

        Assert.True(memoryAfter - memory < KeptBytes, $"{(memoryAfter - memory) / 1024 / 1024} MiB are kept");
        Assert.True(filesAfter - files < KeptFiles, $"{filesAfter - files} more files are open");

        // And it still answers as ever.
        Assert.NotEmpty(await shop.HitsAsync(new { text = "a mug", limit = 3 }));
    }

    [Fact]
    public async Task A_body_of_100_megabytes_is_refused_before_it_is_taken()
    {
        var before = Process.GetCurrentProcess().PeakWorkingSet64;
        foreach (var (address, type) in new[] { ("/v1/collections/catalogue/search", "application/json"), ("/v1/collections/catalogue/search/image", "multipart/form-data; boundary=b"), ("/v1/jobs", "application/json") })
        {
            using var content = new StreamContent(new ZeroStream(100L * 1024 * 1024));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            request.Headers.ExpectContinue = true;
            try
            {
                using var answer = await shop.Host.Http.SendAsync(request);
                Assert.True(answer.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, $"{address}: {(int)answer.StatusCode}");
            }
            catch (HttpRequestException)
            {
                // Ended while it was still sending, which is a refusal, too.
            }
        }

        var grown = Process.GetCurrentProcess().PeakWorkingSet64 - before;
        Assert.True(grown < 200L * 1024 * 1024, $"grew by {grown / 1024 / 1024} MiB");
    }

    private static (long Memory, int Files) Held() => (GC.GetTotalMemory(forceFullCollection: true), Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0);

    private static void Check(string said, HttpResponseMessage answer, string text, System.Collections.Concurrent.ConcurrentBag<string> faults)
    {
        if ((int)answer.StatusCode >= 500 && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            faults.Add($"{said}: {(int)answer.StatusCode} {Shorten(text)}");
        }

        if ((int)answer.StatusCode >= 400 && answer.RequestMessage!.Method != HttpMethod.Head)
        {
            var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonDocument.Parse(text).RootElement.GetProperty("type").GetString()!.StartsWith("/problems/", StringComparison.Ordinal);
            // A request that is not HTTP never reaches the gateway: the server itself refuses it, without a word.
            if (!isProblem && !(answer.StatusCode == HttpStatusCode.BadRequest && text.Length == 0))
            {
                faults.Add($"{said}: {(int)answer.StatusCode} without a problem document: {Shorten(text)}");
            }
        }

        if (Leaks.FirstOrDefault(leak => text.Contains(leak, StringComparison.Ordinal) && !said.Contains(leak, StringComparison.Ordinal)) is { } found)
        {
            faults.Add($"{said}: gives away '{found}': {Shorten(text)}");
        }
    }

    private static string Shorten(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
