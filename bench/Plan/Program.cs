using System.Globalization;
using System.Text.Json;
using Cluster.Bench.Common;
using Cluster.Cli;
using Cluster.Cli.Terminals;
using Cluster.SampleCatalogue;
using Cluster.TestSupport;

// Plan against actual: Standalone with 1 and 2 worker threads, three sizes of corpus. Before each job the plan is made with --calibrate, as a person
// would; then the job runs and `plan --job` compares. Arguments: [pictures of the largest corpus] [seconds of a calibration].
const double Off = 0.25;
var largest = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 4_000;
var seconds = args.Length > 1 ? args[1] : "8";
Report.Note(Machine.Describe());
var report = new Report();
using var folder = new TemporaryFolder();
CatalogueRenderer.Render(folder.Path("catalogue"), 500, seed: 4);
var drawn = Directory.GetFiles(CatalogueLayout.Images(folder.Path("catalogue")), "*.jpg", SearchOption.AllDirectories);
foreach (var threads in (int[])[1, 2])
{
    using var data = new TemporaryFolder();
    var settings = new Dictionary<string, string>
    {
        ["Pipeline__Decoders"] = $"{threads}", ["Encoders__Onnx__IntraOpThreads"] = $"{threads}", ["Encoders__Onnx__Spinning"] = "false",
    };
    await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), settings, default);
    foreach (var size in (int[])[largest / 10, largest * 4 / 10, largest])
    {
        var corpus = Directory.CreateDirectory(folder.Path($"{threads}-{size}")).FullName;
        for (var i = 0; i < size; i++)
        {
            File.Copy(drawn[i % drawn.Length], Path.Combine(corpus, $"{i:D6}.jpg"));
        }

        var calibration = Path.Combine(data.Root, $"{size}.json");
        var plan = await AskAsync("plan", "--images", $"{size}", "--corpus", corpus, "--encoder", "demo-clip", "--calibrate", "--calibration", calibration, "--seconds", seconds);
        await AskAsync("jobs", "submit", "--corpus", corpus, "--collection", $"size-{size}", "--encoder", "demo-clip", "--id", $"job-{size}", "--wait");
        var comparison = await AskAsync("plan", "--job", $"job-{size}", "--calibration", calibration);
        var (planned, actual) = (plan.GetProperty("wallSeconds").GetDouble(), comparison.GetProperty("actualSeconds").GetDouble());
        Report.Note(string.Create(CultureInfo.InvariantCulture, $"{threads} threads, {size} pictures: planned {planned:F1} s, took {actual:F1} s; bottleneck {plan.GetProperty("bottleneck")}; load {Machine.Load()}"));
        report.Row($"plan.threads-{threads}.images-{size}.off", Math.Abs(planned - actual) / actual, "", atMost: Off);
        Directory.Delete(corpus, recursive: true);
    }

    async Task<JsonElement> AskAsync(params string[] command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = Terminal.Plain(output, error, name => name == "CLUSTER_GATEWAY" ? cluster.Http.BaseAddress!.AbsoluteUri : null, TimeProvider.System);
        var code = await ClusterCommand.RunAsync([.. command, "--json"], terminal);
        return code == 0 ? JsonDocument.Parse(output.ToString()).RootElement : throw new InvalidOperationException($"{string.Join(' ', command)}: {error}");
    }
}

return report.Finish();
