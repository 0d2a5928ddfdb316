namespace Cluster.Encoders.Tests.Sharding;

/// <summary>A real image tower that tells the sizes of its passes, and waits before one while it is held.</summary>
internal sealed class HeldTower(IImageEncoder inner) : IImageEncoder
{
    private readonly ManualResetEventSlim _go = new(true);
    private readonly SemaphoreSlim _entered = new(0);

    public EncoderManifest Manifest => inner.Manifest;

    public int MaxBatch => inner.MaxBatch;

    public List<int> Passes { get; } = [];

    public void Hold() => _go.Reset();

    public void LetGo() => _go.Set();

    /// <summary>Returns once a pass has come as far as the tower.</summary>
    public Task EnteredAsync(CancellationToken cancellationToken) => _entered.WaitAsync(cancellationToken);

    public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
    {
        Passes.Add(count);
        _entered.Release();
        _go.Wait();
        inner.Encode(tiles, count, embeddings);
    }

    public void Dispose()
    {
        inner.Dispose();
        _entered.Dispose();
        _go.Dispose();
    }
}
