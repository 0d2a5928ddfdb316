namespace Cluster.Encoders.Sharding;

/// <summary>A tower of a shard, as its threads drive it: what several ask at the same time goes through it in one pass.</summary>
internal interface IShardTower
{
    /// <summary>Rows of queries that one pass may hold now; a single query may have more.</summary>
    int MostRows { get; }

    /// <summary>Computes what several works ask for, their rows behind one another.</summary>
    void Encode(IReadOnlyList<ShardWork> works, Span<float> rows);
}
