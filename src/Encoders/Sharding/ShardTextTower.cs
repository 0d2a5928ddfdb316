namespace Cluster.Encoders.Sharding;

/// <summary>The text tower of a shard: one pass of several texts costs little more than one of one.</summary>
internal sealed class ShardTextTower(ITextEncoder texts, int batch) : IShardTower
{
    // It takes one call at a time, and the shard has several threads where the image tower runs several passes.
    private readonly Lock _gate = new();

    /// <inheritdoc />
    public int MostRows => batch;

    /// <inheritdoc />
    public void Encode(IReadOnlyList<ShardWork> works, Span<float> rows)
    {
        IReadOnlyList<string> all = works.Count == 1 ? works[0].Texts : [.. works.SelectMany(static work => work.Texts)];
        lock (_gate)
        {
            texts.Encode(all, rows);
        }
    }
}
