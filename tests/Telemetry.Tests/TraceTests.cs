using Cluster.TestSupport;

namespace Cluster.Telemetry.Tests;

/// <summary>A real demo, seen through the JSON routes of the real dashboard.</summary>
public sealed class TraceTests(Dashboard dashboard)
{
    private const string Gateway = "Microsoft.AspNetCore";
    private const string GrainCalls = "Microsoft.Orleans.Application";
    private const string Encoders = "Cluster.Encoders";
    private const string Index = "Cluster.VectorIndex";
    private const string Pipeline = "Cluster.Pipeline";
    private const string Grains = "Cluster.Grains";

    [Fact]
    public async Task A_job_and_a_query_are_each_one_trace_through_every_room()
    {
        var token = TestContext.Current.CancellationToken;
        const string Service = "traced-demo";
        var settings = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboard.Otlp,
            ["OTEL_SERVICE_NAME"] = Service,
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["Pipeline__TraceEvery"] = "4",
        };
        using var folder = new TemporaryFolder();
        await using var demo = await DemoProcess.ServeAsync(folder.Root, 160, settings, token);

        var job = await dashboard.UntilTraceAsync(
            Service, "a job from the gateway to the index", trace => Rooms(trace).IsSupersetOf([Gateway, GrainCalls, Grains, Pipeline, Encoders, Index]), token);
        Assert.Null(Assert.Single(job, static span => span is { Scope: Gateway, Name: "POST /v1/jobs/" }).Parent);
        var partition = Assert.Single(job, static span => span is { Scope: Grains, Name: "partition" });
        var batch = Assert.Single(job, static span => span is { Scope: Pipeline, Name: "batch" });
        Assert.Equal(partition.Id, batch.Parent);
        Assert.Equal(["decode", "read"], job.Where(span => span.Parent == batch.Id && span.Scope == Pipeline).Select(static span => span.Name).Order());
        Assert.Single(job, span => span.Parent == batch.Id && span.Scope == Encoders && span.Name.StartsWith("embeddings demo-clip", StringComparison.Ordinal));
        Assert.Single(job, span => span.Parent == batch.Id && span.Scope == Index && span.Name.StartsWith("upsert demo", StringComparison.Ordinal));
        Assert.True(job.Count < 60, $"{job.Count} spans: a run must not leave one for every batch");

        // 160 images are ten batches: the fifth and the ninth are traces of their own.
        var later = await dashboard.UntilTraceAsync(Service, "a later batch", trace => trace.Any(static span => span is { Name: "batch", Links.Count: > 0 }), token);
        Assert.Equal(job[0].Trace, Assert.Single(later, static span => span.Name == "batch").Links.Single());
        Assert.Contains(later, static span => span.Scope == Index && span.Name.StartsWith("upsert", StringComparison.Ordinal));

        var query = await dashboard.UntilTraceAsync(
            Service, "a query from the gateway to the index", trace => Rooms(trace).IsSupersetOf([Gateway, GrainCalls, Encoders, Index]) && Starts(trace, "query demo"), token);
        var request = Assert.Single(query, static span => span.Scope == Gateway);
        Assert.Equal("POST /v1/collections/{collection}/search", request.Name);
        Assert.Contains(query, span => span.Scope == Index && span.Parent == request.Id);
        Assert.Contains(Service, await dashboard.ResourcesAsync(token));

        // That of the encoder that was opened: docs/log-events.md.
        await dashboard.UntilEventAsync(Service, 1001, token);

        // Supervision calls grains every second; those calls are no traces.
        Assert.DoesNotContain(await dashboard.TracesAsync(Service, token), static trace => trace.All(static span => span.Scope == GrainCalls));
    }

    private static HashSet<string> Rooms(IReadOnlyList<Span> trace) => [.. trace.Select(static span => span.Scope)];

    private static bool Starts(IReadOnlyList<Span> trace, string name) => trace.Any(span => span.Name.StartsWith(name, StringComparison.Ordinal));
}
