using System.Globalization;
using Cluster.Client;
using Cluster.Client.Jobs;
using Cluster.Client.Retrieval;
using Cluster.SampleCatalogue.Items;
using Cluster.VectorIndex;

namespace Cluster.Standalone.Demo;

/// <summary>
/// The demo. 1. A host that owns the data folder. 2. The pictures, drawn once. 3. The cluster starts. 4. A job embeds them, by way of the typed
/// client. 5. Five questions. 6. The report. 7. It serves on.
/// </summary>
internal sealed class DemoRun(DemoOptions options, DemoConsole console, TimeProvider time)
{
    private const int Shown = 3;

    /// <summary>Runs it; 0 when all went well.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // 1. Opening the index locks the folder against a second process.
        await using var app = StandaloneHost.Build(DemoHost.ArgumentsFor(options));
        _ = app.Services.GetRequiredService<IVectorIndex>();

        // 2.
        var drawing = time.GetTimestamp();
        var catalogue = await DrawAsync(cancellationToken);
        var drawn = time.GetElapsedTime(drawing).TotalSeconds;

        // 3.
        await app.StartAsync(cancellationToken);
        // Leaves no spans: traces begin with the requests of the gateway, by their routes, as those of any caller.
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.First()) };
        var client = new ClusterClient(http);

        // 4.
        var jobs = new DemoJob(client, time);
        var started = await jobs.StartAsync(catalogue, cancellationToken);
        var (job, images, seconds) = await console.ProgressAsync(options.Count, tell => jobs.WaitAsync(started, tell, cancellationToken));

        // 5.
        var answers = new List<DemoAnswers>();
        foreach (var question in DemoQuestion.For(catalogue.Items))
        {
            answers.Add(await AskAsync(client, question, cancellationToken));
        }

        // 6.
        var report = ReportOf(http.BaseAddress, job, drawn, seconds, images, answers);
        if (options.Json)
        {
            DemoConsole.WriteJson(report);
        }
        else
        {
            DemoSummary.Write(console, report);
        }

        // 7.
        if (!options.Once)
        {
            console.WriteLine($"Serving at [link]{report.Address}[/] until Ctrl+C.");
            await app.WaitForShutdownAsync(cancellationToken);
        }

        await app.StopAsync(CancellationToken.None);
        return report.Ok ? 0 : 1;
    }

    private Task<DemoCatalogue> DrawAsync(CancellationToken cancellationToken) => console.ProgressAsync(options.Count, tell =>
    {
        var progress = new Told(done => tell(done, string.Create(CultureInfo.InvariantCulture, $"Catalogue: {done:N0} of {options.Count:N0} pictures")));
        return Task.Run(() => DemoCatalogue.Prepare(options.Data, options.Count, progress, cancellationToken), cancellationToken);
    });

    private static async Task<DemoAnswers> AskAsync(ClusterClient client, DemoQuestion question, CancellationToken cancellationToken)
    {
        var (kind, colour) = (question.Kind.Word(), question.Colour.Word());
        var result = await client.SearchAsync(DemoJob.Collection, new SearchQuery { Text = question.Text, Limit = Shown }, cancellationToken);
        DemoAnswer[] answers = [.. result.Hits.Select(hit => new DemoAnswer(
            hit.Key ?? "", TextOf(hit, "title"), Math.Round(hit.Score, 4), TextOf(hit, "kind") == kind, TextOf(hit, "colour") == colour))];
        return new DemoAnswers(
            question.Text, kind, colour, answers is [{ KindMatches: true }, ..], answers is [{ ColourMatches: true }, ..], answers);
    }

    private DemoReport ReportOf(Uri address, Job job, double drawn, double seconds, long images, List<DemoAnswers> answers)
    {
        var listed = job.TotalImages ?? job.Accounted;
        var ok = listed == options.Count && job.Embedded + job.Unchanged == listed && job.Quarantined == 0
            && answers.Count > 0 && answers.TrueForAll(static answer => answer is { KindMatches: true, ColourMatches: true });
        return new DemoReport(
            ok, address.AbsoluteUri, job.Collection, job.Encoder, job.Id, job.State, listed, job.Embedded, job.Unchanged, job.Quarantined,
            Math.Round(drawn, 2), Math.Round(seconds, 2), Math.Round(images / Math.Max(seconds, 0.001), 1), answers);
    }

    private static string TextOf(Hit hit, string field) => hit.Payload[field]?.ToString() ?? "";

    private sealed class Told(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
