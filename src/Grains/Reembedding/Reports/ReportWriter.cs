using System.Text.Encodings.Web;
using System.Text.Json;
using Cluster.Artifacts;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Collections;
using Cluster.Domain.Reembedding;
using Cluster.Grains.Reembedding.Gates;

namespace Cluster.Grains.Reembedding.Reports;

/// <summary>Keeps reports among the artifacts: <c>reembeddings/{alias}/g{generation}/report.html</c> and <c>.json</c>, the last one of each generation.</summary>
public sealed class ReportWriter(IArtifactStore artifacts, ReportExamples examples, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes both forms.</summary>
    public async Task WriteAsync(GateContext context, IReadOnlyList<GateResult> gates, CancellationToken cancellationToken)
    {
        var evidence = context.Evidence;
        var report = new ReembeddingReport(
            context.Old.Alias.Value,
            context.Old.Collection.Value,
            context.Old.Encoder.Value,
            context.New.Collection.Value,
            context.New.Encoder.Value,
            time.GetUtcNow(),
            gates.All(static gate => gate.Passed),
            context.Spec.Force,
            gates,
            evidence.OldPoints,
            evidence.NewPoints,
            evidence.CoverageExamples,
            evidence.Freshness,
            evidence.Overlaps,
            evidence.OldTimes,
            evidence.NewTimes,
            evidence.ShadowedQueries,
            [.. evidence.Labelled.Select(static one => new LabelledNumber(one.What, one.Old, one.New))]);
        await StoreAsync(NameOf(context.New, "json"), JsonSerializer.SerializeToUtf8Bytes(report, Json), cancellationToken);
        await StoreAsync(NameOf(context.New, "html"), ReportHtml.Render(report, await examples.AskAsync(context, cancellationToken)), cancellationToken);
    }

    /// <summary>A report; null when there is none, or the format is not known.</summary>
    public async Task<ReportFile?> ReadAsync(LiveCollection made, string format, CancellationToken cancellationToken)
    {
        if (format is not ("html" or "json") || await artifacts.OpenReadAsync(NameOf(made, format), cancellationToken) is not { } stream)
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

    private static ArtifactName NameOf(LiveCollection made, string format) => ArtifactName.Of($"reembeddings/{made.Alias}/g{made.Generation}/report.{format}");

    private Task StoreAsync(ArtifactName name, byte[] content, CancellationToken cancellationToken) =>
        artifacts.WriteAsync(name, async (stream, token) => await stream.WriteAsync(content, token), cancellationToken);
}
