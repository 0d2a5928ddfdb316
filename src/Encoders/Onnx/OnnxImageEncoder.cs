using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Cluster.Encoders.Onnx;

/// <summary>
/// The image tower in ONNX Runtime. On the processor several passes of few threads each run side by side: they wait for no one at the end of each
/// operator, as the threads of a single pass do, and leave no gap between batches. A call that comes alone is divided among them.
/// Input and output lie in buffers made once; a batch allocates nothing.
/// </summary>
public sealed class OnnxImageEncoder : IImageEncoder
{
    private readonly OnnxSession _graph;
    private readonly ImagePass[] _passes;
    private readonly ConcurrentStack<ImagePass> _free;
    private readonly SemaphoreSlim _count;
    private readonly bool _isDivisible;
    private readonly int _tileBytes;
    private int _callers;

    internal OnnxImageEncoder(EncoderManifest manifest, OnnxSession graph, OnnxOptions options)
    {
        Manifest = manifest;
        _graph = graph;
        var spec = manifest.Preprocessing;
        var session = graph.Session;
        var input = GraphRoles.PixelsOf(graph);
        var output = GraphRoles.EmbeddingOf(graph, manifest.Family, ofImages: true);
        GraphRoles.RefuseOthers(graph, input);
        GraphRoles.Check(graph, session.InputMetadata, input, -1, 3, spec.Height, spec.Width);
        GraphRoles.Check(graph, session.OutputMetadata, output, -1, manifest.Dimension);

        // A graph with a fixed batch takes just that many; what is missing is filled up.
        var fixedBatch = session.InputMetadata[input].Dimensions[0];
        MaxBatch = fixedBatch > 0 ? fixedBatch : graph.Settings.Batch;
        var buckets = BatchBuckets.For(graph.Provider, fixedBatch > 0 ? [fixedBatch] : options.BatchBuckets, MaxBatch);
        WarmBatches = buckets.Sizes is { Count: > 0 } sizes ? sizes : [1];
        _isDivisible = fixedBatch <= 0;
        _tileBytes = 3 * spec.Height * spec.Width;
        _passes = [.. Enumerable.Range(0, graph.Settings.Passes).Select(_ => new ImagePass(manifest, graph, input, output, buckets, MaxBatch))];
        _free = new ConcurrentStack<ImagePass>(_passes);
        _count = new SemaphoreSlim(_passes.Length);
    }

    /// <inheritdoc />
    public EncoderManifest Manifest { get; }

    /// <inheritdoc />
    public int MaxBatch { get; }

    /// <inheritdoc />
    public int Parallelism => _passes.Length;

    /// <inheritdoc />
    public IReadOnlyList<int> WarmBatches { get; }

    /// <inheritdoc />
    public string Device => _graph.Device;

    /// <inheritdoc />
    public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxBatch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);

        // Who came while another call was under way is not divided, however the other ends: two callers settle into a pass each.
        var isAlone = Interlocked.Increment(ref _callers) == 1;
        _count.Wait();
        var first = Take();
        try
        {
            Encode(first, isAlone, tiles, count, embeddings);
        }
        finally
        {
            GiveBack(first);
            Interlocked.Decrement(ref _callers);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var pass in _passes)
        {
            pass.Dispose();
        }

        _count.Dispose();
        _graph.Dispose();
    }

    // Half for the other passes if one is free, and so on; the rest here.
    private void Encode(ImagePass pass, bool isAlone, ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
    {
        if (!isAlone || !_isDivisible || count < 2 || !_count.Wait(0))
        {
            pass.Fill(tiles, count);
            pass.Run();
            pass.Read(count, embeddings);
            return;
        }

        var other = Take();
        var given = Math.Max(1, count / (_free.Count + 2));
        var kept = count - given;
        try
        {
            other.Fill(tiles[(kept * _tileBytes)..], given);
            other.Begin();
            Exception? fault;
            try
            {
                Encode(pass, isAlone, tiles, kept, embeddings);
            }
            finally
            {
                fault = other.End();
            }

            if (fault is not null)
            {
                ExceptionDispatchInfo.Throw(fault);
            }

            other.Read(given, embeddings[(kept * Manifest.Dimension)..]);
        }
        finally
        {
            GiveBack(other);
        }
    }

    private ImagePass Take() => _free.TryPop(out var pass) ? pass : throw new InvalidOperationException("More passes were taken than there are.");

    private void GiveBack(ImagePass pass)
    {
        _free.Push(pass);
        _count.Release();
    }
}
