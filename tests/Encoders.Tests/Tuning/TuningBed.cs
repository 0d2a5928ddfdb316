using Cluster.Bench.Models.Onnx;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Parity;
using Cluster.Encoders.Sharding;
using Cluster.Encoders.Tuning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tests.Tuning;

/// <summary>A model folder, and a tuner whose towers are real but as fast and as faithful as a test likes.</summary>
internal sealed class TuningBed : IDisposable
{
    private readonly ModelBed _model = new();

    /// <summary>Four threads, so that there is something to divide, whatever the machine has; on fewer processors than that, spinning threads keep each other from work.</summary>
    public static OnnxOptions Options { get; } = new() { IntraOpThreads = 4, Spinning = false };

    public string File => _model.Path("tuning.json");

    public TuningBook Book { get; } = new();

    public Task<EncoderManifest> ManifestAsync() => _model.ManifestAsync();

    /// <summary>Puts a graph of 16-bit floats beside the other, under the name of a variant.</summary>
    public void Write(string variant) => System.IO.File.WriteAllBytes(_model.Path("onnx", $"vision_model_{variant}.onnx"), ModelBed.Vision(type: ElementType.Float16));

    /// <summary>A tuner; <paramref name="pace"/> says how a tower with given settings behaves.</summary>
    public EncoderTuner Tuner(Func<TunedSettings, Pace>? pace = null, OnnxOptions? onnx = null)
    {
        var parity = Of(new ParityOptions());
        var tuner = new EncoderTuner(Of(onnx ?? Options), parity, Of(new EncoderShardOptions()), new ParityGate(parity), Book, TimeProvider.System, NullLogger<OnnxEncoderFactory>.Instance);
        if (pace is not null)
        {
            var load = tuner.Load;
            tuner.Load = (manifest, options, tuned) => new PacedEncoder(load(manifest, options, tuned), pace(tuned));
        }

        return tuner;
    }

    /// <summary>Tunes for about a second.</summary>
    public async Task<TuningRecord> TuneAsync(Func<TunedSettings, Pace>? pace = null, TuneOrder? order = null, OnnxOptions? onnx = null)
    {
        var manifest = await ManifestAsync();
        return Tuner(pace, onnx).Tune(manifest, order ?? new TuneOrder(Seconds: 1), static _ => { }, TestContext.Current.CancellationToken);
    }

    /// <summary>The tower as a shard would load it.</summary>
    public async Task<IImageEncoder> LoadAsync(OnnxOptions? onnx = null, ListLogger? log = null) =>
        new OnnxEncoderFactory(Of(onnx ?? Options), log, null, Book).LoadImageEncoder(await ManifestAsync());

    public void Dispose() => _model.Dispose();

    private static IOptions<T> Of<T>(T value)
        where T : class => Microsoft.Extensions.Options.Options.Create(value);
}
