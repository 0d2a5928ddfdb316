using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.TestSupport;

namespace Cluster.Deployment.Tests;

/// <summary>Metrics that are named somewhere exist, and those that exist are explained.</summary>
public sealed partial class TelemetryFilesTests
{
    /// <summary>ASP.NET Core's own, which the gateway sends.</summary>
    private const string Requests = "http.server.request.duration";

    [Fact]
    public async Task Alert_rules_are_valid_and_fire_when_they_should()
    {
        var promtool = Tool.Find("promtool", RepositoryFolder.Path(".cache", "prometheus", "usr", "bin", "promtool"));
        Assert.SkipWhen(promtool is null, "needs promtool: run tests/prometheus/install.sh");
        var (code, output, error) = await Tool.RunAsync(promtool!, "check", "rules", RepositoryFolder.Path("infra", "telemetry", "alerts.yaml"));
        Assert.True(code == 0, output + error);
        (code, output, error) = await Tool.RunAsync(promtool!, "test", "rules", RepositoryFolder.Path("infra", "telemetry", "alerts.test.yaml"));
        Assert.True(code == 0, output + error);
    }

    [Theory]
    [InlineData("alerts.yaml")]
    [InlineData("alerts.test.yaml")]
    [InlineData("grafana-dashboard.json")]
    public void Metrics_of_alerts_and_dashboard_exist_in_the_code(string file)
    {
        var text = File.ReadAllText(RepositoryFolder.Path("infra", "telemetry", file));
        var known = Instruments().Append(Requests).Select(static name => name.Replace('.', '_')).ToList();
        var named = PrometheusName().Matches(text).Select(static match => match.Value).Where(static name => !IsLabel(name)).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(known.Exists(metric => Suffix().Replace(name, "") is var bare && (bare == metric || name == metric)), $"{file} names {name}, which nothing measures"));
    }

    /// <summary>Unit and kind decide how a name ends: a gauge that is drawn with <c>_total</c> shows nothing, and an alert on it never fires.</summary>
    [Theory]
    [InlineData("alerts.yaml")]
    [InlineData("alerts.test.yaml")]
    [InlineData("grafana-dashboard.json")]
    public void Metrics_are_named_as_the_collector_names_them_and_labels_are_those_that_the_code_sets(string file)
    {
        var text = File.ReadAllText(RepositoryFolder.Path("infra", "telemetry", file));
        var exported = Sources().SelectMany(static source => Instrument().Matches(source))
            .SelectMany(static match => ExportedNames(match.Groups["kind"].Value, match.Groups["name"].Value, match.Groups["unit"].Value))
            .Concat(ExportedNames("Histogram", Requests, "s")).ToHashSet();
        Assert.All(PrometheusName().Matches(text).Select(static match => match.Value).Where(static name => !IsLabel(name)).Distinct(), name =>
            Assert.True(exported.Contains(name), $"{file} names {name}; the collector makes {string.Join(", ", exported.Where(other => other.StartsWith(name[..Math.Min(name.Length, 15)], StringComparison.Ordinal)))}"));

        string[] own = ["le", "job", "service_instance_id", "http_route", "http_response_status_code"];
        var tags = Sources().SelectMany(static source => Tag().Matches(source)).Select(static match => match.Groups[1].Value.Replace('.', '_')).Concat(own).ToHashSet();
        var labels = By().Matches(text).SelectMany(static match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries))
            .Concat(Matcher().Matches(text).Select(static match => match.Groups[1].Value)).Distinct().ToList();
        Assert.NotEmpty(labels);
        Assert.All(labels, label => Assert.True(tags.Contains(label), $"{file} names the label {label}, which nothing sets"));
    }

    [Fact]
    public void Every_metric_of_the_code_is_explained_and_no_other()
    {
        var page = File.ReadAllText(RepositoryFolder.Path("docs", "operations.md"));
        var explained = OperationsName().Matches(page).Select(static match => match.Groups[1].Value).Where(static name => name.Contains('.', StringComparison.Ordinal)).ToHashSet();
        var measured = Instruments();
        Assert.Empty(measured.Except(explained));
        Assert.Empty(explained.Where(static name => name.StartsWith("cluster.", StringComparison.Ordinal) && name is not ("cluster.lane" or "cluster.device")).Except(measured));
    }

    /// <summary>What an operator must be able to see.</summary>
    [Theory]
    [InlineData("cluster.pipeline.images")]
    [InlineData("cluster.pipeline.stage.duration")]
    [InlineData("cluster.pipeline.queue.depth")]
    [InlineData("cluster.pipeline.batch.fill")]
    [InlineData("cluster.encoder.shard.load")]
    [InlineData("cluster.device.memory.usage")]
    [InlineData("cluster.encoder.forward.duration")]
    [InlineData("gen_ai.client.operation.duration")]
    [InlineData("db.client.operation.duration")]
    [InlineData("cluster.partition.checkpoint.age")]
    [InlineData("cluster.job.progress")]
    [InlineData("cluster.job.eta")]
    [InlineData("cluster.pipeline.lag")]
    [InlineData("cluster.reembedding.lag.points")]
    public void A_metric_that_operators_need_is_measured_and_drawn_or_watched(string metric)
    {
        Assert.Contains(metric, Instruments());
        var shown = File.ReadAllText(RepositoryFolder.Path("infra", "telemetry", "grafana-dashboard.json")) + File.ReadAllText(RepositoryFolder.Path("infra", "telemetry", "alerts.yaml"));
        Assert.Matches($"\\b{metric.Replace('.', '_')}(_[a-z]+)*\\b", shown);
    }

    [Fact]
    public void Every_alert_leads_to_what_to_do()
    {
        var page = File.ReadAllText(RepositoryFolder.Path("docs", "operations.md"));
        var alerts = AlertName().Matches(File.ReadAllText(RepositoryFolder.Path("infra", "telemetry", "alerts.yaml"))).Select(static match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Contains($"### {alert}\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_dashboard_is_one_that_Grafana_can_read()
    {
        var dashboard = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.Path("infra", "telemetry", "grafana-dashboard.json"))).RootElement;
        Assert.True(dashboard.GetProperty("schemaVersion").GetInt32() >= 36);
        var panels = dashboard.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(static panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.All(panels, static panel => Assert.NotEmpty(panel.GetProperty("targets")[0].GetProperty("expr").GetString()!));
    }

    /// <summary>All of it, so that a metric that is made elsewhere than in a class of instruments is met, too.</summary>
    private static IEnumerable<string> Sources() => Directory.GetFiles(RepositoryFolder.Path("src"), "*.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText);

    private static HashSet<string> Instruments() =>
        Sources().SelectMany(static source => InstrumentName().Matches(source)).Select(static match => match.Groups[1].Value).ToHashSet();

    private static IEnumerable<string> ExportedNames(string kind, string name, string unit)
    {
        var bare = name.Replace('.', '_') + unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "1" when kind.EndsWith("Gauge", StringComparison.Ordinal) => "_ratio",
            _ => "",
        };
        return kind switch
        {
            "Histogram" => [bare + "_bucket", bare + "_count", bare + "_sum"],
            "Counter" or "ObservableCounter" => [bare + "_total"],
            _ => [bare],
        };
    }

    private static bool IsLabel(string name) => name is "cluster_job" or "cluster_device" or "cluster_lane" or "cluster_tower" or "gen_ai_request_model" or "db_operation_name" or "http_route" or "http_response_status_code";

    [GeneratedRegex("""Create(?:Counter|Histogram|UpDownCounter|ObservableGauge|ObservableCounter)(?:<\w+>)?\(\s*"([^"]+)""")]
    private static partial Regex InstrumentName();

    /// <summary>The unit is the next text after the name; between them may stand what is observed.</summary>
    [GeneratedRegex(@"Create(?<kind>Counter|Histogram|UpDownCounter|ObservableGauge|ObservableCounter)(?:<\w+>)?\(\s*""(?<name>[^""]+)""[^""]*""(?<unit>[^""]*)""")]
    private static partial Regex Instrument();

    [GeneratedRegex("""(?:\{ |KeyValuePair<string, object\?>\(|tags\.Add\()"([a-z_.]+)",""")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\bby \(([a-z_, ]+)\)")]
    private static partial Regex By();

    [GeneratedRegex(@"[{,]\s*([a-z_]+)=~?\\?""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(cluster|db|gen_ai|http)_[a-z_]+\b")]
    private static partial Regex PrometheusName();

    [GeneratedRegex("(_seconds|_bytes)?(_bucket|_count|_sum|_total|_ratio)?$")]
    private static partial Regex Suffix();

    [GeneratedRegex("`((?:cluster|db|gen_ai|http)\\.[a-z_.]+)`")]
    private static partial Regex OperationsName();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex AlertName();
}
