using System.Diagnostics;
using Cluster.Imaging;

namespace Cluster.ProbedStandalone;

/// <summary>Writes down how long each picture took, in milliseconds.</summary>
internal sealed class TimedPreprocessor(IImagePreprocessor inner, string file) : IImagePreprocessor, IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _times = new(file) { AutoFlush = true };

    public int TileBytes(PreprocessingSpec spec) => inner.TileBytes(spec);

    public PreprocessResult Preprocess(ReadOnlyMemory<byte> encoded, PreprocessingSpec spec, Span<byte> tile, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var result = inner.Preprocess(encoded, spec, tile, cancellationToken);
        lock (_gate)
        {
            _times.WriteLine((long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return result;
    }

    public void Dispose()
    {
        _times.Dispose();
        (inner as IDisposable)?.Dispose();
    }
}
