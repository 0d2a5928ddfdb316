using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Parity;
using Cluster.Encoders.Sharding;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tuning;

/// <summary>
/// Finds out by measurement with which settings an encoder runs fastest on the processor of this machine, and writes them beside the model. Takes minutes;
/// the caller owns the thread. Measures something only while the machine has nothing else to do.
/// </summary>
public sealed class EncoderTuner(
    IOptions<OnnxOptions> onnx, IOptions<ParityOptions> parity, IOptions<EncoderShardOptions> shard, ParityGate gate, TuningBook book, TimeProvider time,
    ILogger<OnnxEncoderFactory> logger)
{
    /// <summary>Loads the image tower with settings; a seam for tests.</summary>
    internal Func<EncoderManifest, OnnxOptions, TunedSettings, IImageEncoder> Load { get; set; } =
        (manifest, options, tuned) => new OnnxEncoderFactory(Options.Create(options), logger, gate).LoadImages(manifest, options, tuned);

    /// <summary>What was measured, and is written beside the model; also when nothing is faster than the defaults.</summary>
    /// <param name="manifest">The encoder.</param>
    /// <param name="order">What is asked for.</param>
    /// <param name="tell">Told of each step; on the caller's thread.</param>
    /// <param name="cancellationToken">Ends it; nothing is written then.</param>
    /// <exception cref="FailureException">
    /// ModelIncomplete when a file is missing, cannot be loaded, or did not pass the parity gate; InvalidRequest when a GPU runs the encoder; Unavailable when the
    /// folder cannot be written.
    /// </exception>
    public TuningRecord Tune(EncoderManifest manifest, TuneOrder order, Action<TuningStep> tell, CancellationToken cancellationToken)
    {
        if (order.Seconds is < 1 or > TuneOrder.MostSeconds)
        {
            throw new FailureException(FailureKind.InvalidRequest, FormattableString.Invariant($"A tuning measures for 1 to {TuneOrder.MostSeconds:N0} seconds."));
        }

        var precision = order.Precision ?? OnnxEncoderFactory.PrecisionOf(manifest, onnx.Value);
        var options = onnx.Value with { Precision = precision, Precisions = new Dictionary<string, ModelPrecision>() };
        var subject = book.SubjectOf(manifest, precision, options)
            ?? throw new FailureException(
                FailureKind.ModelIncomplete,
                $"Encoder '{manifest.Id}' has no {precision} file; looked for {string.Join(", ", ModelFiles.NamesOf(ModelFiles.Vision, precision))}.");
        var reference = options with { Precision = ModelPrecision.Fp32 };
        var rules = new TuningRules(ParityVariant.Of(precision, ExecutionProvider.Cpu, options), parity.Value, shard.Value.BulkSliceOn("cpu"));
        var tiles = new TuningTiles(manifest.Preprocessing, order.Batch);
        using var run = new TuningRun(
            subject, tuned => Load(manifest, options, tuned), precision == ModelPrecision.Fp32 ? null : () => Load(manifest, reference, new TunedSettings()), options, rules, tiles, TimeSpan.FromSeconds(order.Seconds), tell, time, cancellationToken);
        var record = run.Search();
        TuningFile.Write(manifest.Folder, record);
        return record;
    }

    /// <summary>Whether a record is for the files of an encoder as they are, on this machine.</summary>
    public bool IsHere(EncoderManifest manifest, TuningRecord record) => book.SubjectOf(manifest, record.Subject.Precision, onnx.Value) == record.Subject;
}
