using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Domain.Outcomes;

namespace Cluster.Pipeline;

/// <summary>What the pipeline measures.</summary>
public sealed class PipelineInstruments : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Cluster.Pipeline";

    private readonly Meter _meter;
    private readonly Counter<long> _images;
    private readonly Histogram<double> _batchFill;

    /// <summary>Makes the instruments.</summary>
    public PipelineInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _images = _meter.CreateCounter<long>("cluster.pipeline.images", "{image}", "Images accounted for, by outcome and reason.");
        _batchFill = _meter.CreateHistogram<double>("cluster.pipeline.batch.fill", "1", "Share of a batch that was filled.");
    }

    /// <summary>An image is accounted for.</summary>
    public void OnImageDone(ImageState state, FailureKind reason) => _images.Add(
        1, new TagList { { "outcome", state.ToString().ToLowerInvariant() }, { "reason", reason.ToCode() } });

    /// <summary>A batch has been encoded.</summary>
    public void OnBatchEncoded(int images, int capacity) => _batchFill.Record((double)images / capacity);

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}
