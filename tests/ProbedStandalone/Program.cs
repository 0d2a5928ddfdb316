using Cluster.Encoders;
using Cluster.Encoders.Onnx;
using Cluster.Imaging;
using Cluster.ProbedStandalone;
using Cluster.Silo;
using Cluster.Standalone;
using Microsoft.Extensions.DependencyInjection;

if (DecodeWorkers.TryRun(args))
{
    return;
}

// PROBE_COUNTS: a file that gets one line a forward pass with the number of images in it; or a folder with such a file for each encoder.
// PROBE_ENCODER=colours: no model is run; an embedding is made of the mean colours of the tile's rows.
// PROBE_DELAY: milliseconds that such a forward pass takes.
// PROBE_TROUBLE: a file; once it is there, those embeddings point the other way.
// PROBE_DECODES: a file that gets one line a decoded picture with the milliseconds that it took.
var counts = Environment.GetEnvironmentVariable("PROBE_COUNTS");
var colours = Environment.GetEnvironmentVariable("PROBE_ENCODER") == "colours";
var delay = int.TryParse(Environment.GetEnvironmentVariable("PROBE_DELAY"), out var milliseconds) ? milliseconds : 0;
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
}).RunAsync();
