using System.Text.Encodings.Web;
using System.Text.Json;
using Cluster.Artifacts;
using Cluster.Contracts.Comparisons;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Identity;
using Cluster.Grains.Reembedding.Reports;

namespace Cluster.Grains.Comparisons;

/// <summary>Keeps the last comparison of each collection: <c>comparisons/{alias}/report.html</c> and <c>.json</c>.</summary>
public sealed class ComparisonReports(IArtifactStore artifacts, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes both forms.</summary>
    public async Task WriteAsync(
        ComparisonSpec spec, long points, int sample, IReadOnlyList<EncoderFigures> figures, string verdict, IReadOnlyList<ReportExample> examples, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        await StoreAsync(spec.Collection, "json", JsonSerializer.SerializeToUtf8Bytes(new { collection = spec.Collection.Value, at, points, sample, verdict, figures }, Json), cancellationToken);
        var html = new HtmlText($"Encoders compared on {spec.Collection}");
        html.Markup($"<p>{sample} of {points:N0} pictures, {at:u}</p><h2>Which one should I choose?</h2><p class=\"ok\">{verdict}</p>");
        WriteFigures(html, figures);
        html.Bars("On your pictures", [.. figures.SelectMany(static one => Measured(one))]);
        ReportHtml.WriteExamples(html, [.. figures.Select(static one => one.Encoder.Value)], examples);
        await StoreAsync(spec.Collection, "html", html.ToUtf8(), cancellationToken);
    }

    /// <summary>A report; null when there is none, or the format is not known.</summary>
    public async Task<ReportFile?> ReadAsync(CollectionName collection, string format, CancellationToken cancellationToken)
    {
        if (format is not ("html" or "json") || await artifacts.OpenReadAsync(NameOf(collection, format), cancellationToken) is not { } stream)
        {
            return null;
        }

        await using (stream)
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancellationToken);
            return new ReportFile(bytes.ToArray(), format == "html" ? "text/html; charset=utf-8" : "application/json");
        }
    }

    private static IEnumerable<(string Name, double Value)> Measured(EncoderFigures one) => new (string, double?)[]
    {
        ($"{one.Encoder} zero-shot", one.ZeroShot), ($"{one.Encoder} text recall@10", one.TextRecall), ($"{one.Encoder} purity", one.Purity),
    }.Where(static pair => pair.Item2 is not null).Select(static pair => (pair.Item1, pair.Item2!.Value));

    private static void WriteFigures(HtmlText html, IReadOnlyList<EncoderFigures> figures)
    {
        html.Markup($"<h2>Figures</h2><table><tr><th>encoder</th><th>family</th><th>licence</th><th class=\"n\">dimension</th><th class=\"n\">zero-shot</th><th class=\"n\">text recall@10</th><th class=\"n\">purity@10</th><th class=\"n\">images/s here</th><th class=\"n\">hours for all</th><th class=\"n\">cost</th><th class=\"n\">vectors MiB</th><th>shares neighbours with</th></tr>");
        foreach (var one in figures)
        {
            html.Markup($"<tr><td>{one.Encoder.Value}</td><td>{one.Family}</td><td>{one.Licence ?? "not said"}</td><td class=\"n\">{one.Dimension}</td><td class=\"n\">{one.ZeroShot:0.000}</td><td class=\"n\">{one.TextRecall:0.000}</td><td class=\"n\">{one.Purity:0.000}</td><td class=\"n\">{one.ImagesPerSecond:0.0}</td><td class=\"n\">{one.Hours:0.00}</td><td class=\"n\">{one.Cost:0.00}</td><td class=\"n\">{one.VectorBytes / 1048576.0:0.0}</td><td>");
            for (var i = 0; i < figures.Count; i++)
            {
                if (figures[i] != one)
                {
                    html.Markup($"{figures[i].Encoder.Value} {100 * one.Agreement[i]:0} % ");
                }
            }

            html.Markup($"</td></tr>");
        }

        html.Markup($"</table>");
    }

    private static ArtifactName NameOf(CollectionName collection, string format) => ArtifactName.Of($"comparisons/{collection}/report.{format}");

    private Task StoreAsync(CollectionName collection, string format, byte[] content, CancellationToken cancellationToken) =>
        artifacts.WriteAsync(NameOf(collection, format), async (stream, token) => await stream.WriteAsync(content, token), cancellationToken);
}
