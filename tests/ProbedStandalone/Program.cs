using Cluster.Encoders;
using Cluster.Encoders.Onnx;
using Cluster.Imaging;
using Cluster.ProbedStandalone;
using Cluster.Silo;
using Cluster.Standalone;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Cluster.VectorIndex.Qdrant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

if (DecodeWorkers.TryRun(args))
{
    return;
}

// PROBE_COUNTS: a file that gets one line a forward pass with the number of images in it; or a folder with such a file for each encoder.
// PROBE_ENCODER=colours: no model is run; an embedding is made of the mean colours of the tile's rows.
// PROBE_DELAY: milliseconds that such a forward pass takes.
// PROBE_TROUBLE: a file; once it is there, those embeddings point the other way, of the encoders whose names begin with what is in it.
// PROBE_DECODES: a file that gets one line a decoded picture with the milliseconds that it took.
// PROBE_KILL_AT: the state of a re-embedding in which the process ends as by kill -9; PROBE_KILL_AFTER: milliseconds after it was entered.
// PROBE_LOSSY: how the names of collections end that lose one point in twenty, though they acknowledge it.
// PROBE_KILL_AFTER_DELETIONS: deletions from the index after which the process ends as by kill -9; 0: right before the first.
// PROBE_QDRANT: the address of a Qdrant server that is used instead of the embedded index.
// PROBE_PAYLOADS: a file that gets one line a write of payload fields with the number of points; PROBE_PAYLOAD_DELAY: milliseconds that such a write takes.
// PROBE_PREPROCESSING=mirrored: pictures are prepared wrongly.
var counts = Environment.GetEnvironmentVariable("PROBE_COUNTS");
var colours = Environment.GetEnvironmentVariable("PROBE_ENCODER") == "colours";
var delay = Number("PROBE_DELAY");
var decodes = Environment.GetEnvironmentVariable("PROBE_DECODES");
await StandaloneHost.Build(args, builder =>
{
    builder.Services.AddSingleton<IEncoderFactory>(services =>
    {
        IEncoderFactory factory = colours
            ? new ColourEncoderFactory(TimeSpan.FromMilliseconds(delay), Environment.GetEnvironmentVariable("PROBE_TROUBLE"))
            : ActivatorUtilities.CreateInstance<OnnxEncoderFactory>(services);
        return counts is null ? factory : new CountingEncoderFactory(factory, counts);
    });
    if (decodes is not null)
    {
        var shipped = builder.Services.Last(static service => service.ServiceType == typeof(IImagePreprocessor)).ImplementationFactory!;
        builder.Services.AddSingleton<IImagePreprocessor>(services => new TimedPreprocessor((IImagePreprocessor)shipped(services), decodes));
    }

    if (Environment.GetEnvironmentVariable("PROBE_KILL_AT") is { Length: > 0 } state)
    {
        builder.Logging.AddProvider(new DoomedState(state, TimeSpan.FromMilliseconds(Number("PROBE_KILL_AFTER"))));
    }

    if (Environment.GetEnvironmentVariable("PROBE_LOSSY") is { Length: > 0 } ending)
    {
        builder.Services.AddSingleton(services => LossyIndex.Before(Embedded(services), ending));
    }

    if (Environment.GetEnvironmentVariable("PROBE_KILL_AFTER_DELETIONS") is { Length: > 0 })
    {
        builder.Services.AddSingleton(services => DoomedIndex.Before(Embedded(services), Number("PROBE_KILL_AFTER_DELETIONS")));
    }

    if (Environment.GetEnvironmentVariable("PROBE_QDRANT") is { Length: > 0 } qdrant)
    {
        builder.Services.AddSingleton<IVectorIndex>(services => new QdrantVectorIndex(
            new QdrantVectorIndexOptions { Endpoint = qdrant }, services.GetRequiredService<ILogger<QdrantVectorIndex>>()));
    }

    if (Environment.GetEnvironmentVariable("PROBE_PAYLOADS") is { Length: > 0 } payloads)
    {
        builder.Services.AddSingleton(services => SlowPayloads.Before(Embedded(services), TimeSpan.FromMilliseconds(Number("PROBE_PAYLOAD_DELAY")), payloads));
    }

    if (Environment.GetEnvironmentVariable("PROBE_PREPROCESSING") == "mirrored")
    {
        var prepared = builder.Services.Last(static service => service.ServiceType == typeof(IImagePreprocessor)).ImplementationFactory!;
        builder.Services.AddSingleton<IImagePreprocessor>(services => new MirroringPreprocessor((IImagePreprocessor)prepared(services)));
    }
}).RunAsync();

static int Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : 0;

static EmbeddedVectorIndex Embedded(IServiceProvider services) =>
    new(services.GetRequiredService<IOptions<EmbeddedVectorIndexOptions>>().Value, services.GetRequiredService<ILogger<EmbeddedVectorIndex>>());
