using System.Collections.Concurrent;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;
using Cluster.Encoders.Sharding;
using Cluster.Encoders.Telemetry;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Encoders;

/// <summary>The encoder shards of this silo, loaded when first asked for. Grains decide about them; pipelines and queries use them.</summary>
public sealed class EncoderShards(EncoderCatalog catalog, IEncoderFactory factory, IOptions<EncoderShardOptions> options, EncoderInstruments instruments) : IAsyncDisposable
{
    /// <summary>Where encoders run that no device was chosen for.</summary>
    public const string DefaultDevice = "cpu";

    private readonly ConcurrentDictionary<EncoderId, Lazy<Task<IEncoderShard>>> _shards = new();
    private volatile bool _isEnding;

    /// <summary>The shard of an encoder.</summary>
    /// <exception cref="FailureException">EncoderNotFound or ModelIncomplete; asked again, it tries again.</exception>
    public async Task<IEncoderShard> GetAsync(EncoderId encoder, CancellationToken cancellationToken)
    {
        var shard = _shards.GetOrAdd(encoder, id => new Lazy<Task<IEncoderShard>>(() => Task.Run(() => LoadAsync(id))));
        try
        {
            return await shard.Value.WaitAsync(cancellationToken);
        }
        catch (FailureException)
        {
            _shards.TryRemove(KeyValuePair.Create(encoder, shard));
            throw;
        }
    }

    /// <summary>The shards that are loaded now.</summary>
    public IReadOnlyList<IEncoderShard> Loaded() =>
        [.. _shards.Values.Where(static shard => shard is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).Select(static shard => shard.Value.GetAwaiter().GetResult())];
    /// <summary>From now on every shard is reported as out; what is asked all the same is still answered.</summary>
    public void TakeNoMoreQueries() => _isEnding = true;

    /// <summary>How the shards are that are loaded or being loaded; their silo is left to the caller.</summary>
    public IReadOnlyList<ShardReport> Conditions() => [.. _shards.Select(entry => new ShardReport(
        entry.Key, "", DefaultDevice, ConditionOf(entry.Value), LoadedIn(entry.Value)?.QueriesWaiting ?? 0))];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var shard in _shards.Values)
        {
            if (LoadedIn(shard) is { } loaded)
            {
                await loaded.DisposeAsync();
            }
        }
    }

    private ShardCondition ConditionOf(Lazy<Task<IEncoderShard>> shard) =>
        _isEnding ? ShardCondition.Out : LoadedIn(shard) is null ? ShardCondition.Loading : ShardCondition.Ready;

    private static IEncoderShard? LoadedIn(Lazy<Task<IEncoderShard>> shard) =>
        shard.IsValueCreated && shard.Value.IsCompletedSuccessfully ? shard.Value.GetAwaiter().GetResult() : null;

    private async Task<IEncoderShard> LoadAsync(EncoderId encoder)
    {
        var manifest = (await catalog.FindAsync(encoder.Value, CancellationToken.None)).OrThrow();
        var images = new MeasuredImageEncoder(factory.LoadImageEncoder(manifest), instruments);
        try
        {
            var texts = factory.LoadTextEncoder(manifest) is { } tower ? new MeasuredTextEncoder(tower, instruments) : null;
            return new MeasuredEncoderShard(new EncoderShard(images, texts, options.Value), instruments);
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }
}
