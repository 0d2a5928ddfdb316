using System.Collections.Concurrent;
using Cluster.Artifacts;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;
using Cluster.Encoders.Sharding;
using Cluster.Encoders.Telemetry;
using Cluster.Grains.Encoders.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Encoders;

/// <summary>
/// The encoder shards of this silo: one an encoder and device, loaded when first asked for, within the memory of the device, and looked at by a canary
/// before they take work and every minute after. Grains decide about them; pipelines and queries use them. Safe for concurrent use.
/// </summary>
public sealed class EncoderShards : IAsyncDisposable
{
    /// <summary>How long shards have to finish when the silo ends; one whose device hangs ends with the process.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<EncoderId, Lazy<Task<IReadOnlyList<DeviceShard>>>> _shards = new();
    private readonly EncoderCatalog _catalog;
    private readonly IEncoderFactory _factory;
    private readonly EncoderDevices _devices;
    private readonly EncoderHostingOptions _options;
    private readonly SessionLoader _loader;
    private readonly Canary _canary;
    private readonly IReadOnlyList<DeviceRoom> _rooms;
    private readonly TimeProvider _time;
    private readonly ILogger<EncoderShards> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Task> _watch;
    private int _turn;
    private volatile bool _isEnding;

    /// <summary>Loads nothing yet.</summary>
    public EncoderShards(
        EncoderCatalog catalog,
        IEncoderFactory factory,
        EncoderDevices devices,
        IArtifactStore store,
        IOptions<EncoderShardOptions> lanes,
        IOptions<EncoderHostingOptions> options,
        EncoderInstruments instruments,
        TimeProvider time,
        ILogger<EncoderShards> logger)
    {
        (_catalog, _factory, _devices, _options, _time, _logger) = (catalog, factory, devices, options.Value, time, logger);
        _loader = new SessionLoader(factory, lanes.Value, instruments, time);
        _canary = new Canary(new CanaryBook(store), options.Value, time);
        _rooms = [.. devices.All.Select(device => new DeviceRoom(device, options.Value, time))];
        _watch = new Lazy<Task>(() =>
        {
            // Whoever asks first does not lend it a trace.
            using (ExecutionContext.SuppressFlow())
            {
                return Task.Run(WatchAsync);
            }
        });
    }

    /// <summary>The device that is preferred.</summary>
    public string FirstDevice => _devices.All[0].Name;

    /// <summary>A shard of an encoder, loaded: on the devices in turn where there is room for it, GPUs before the processor.</summary>
    /// <exception cref="FailureException">EncoderNotFound, ModelIncomplete, Overloaded or Unavailable; asked again, it tries again.</exception>
    public async Task<IEncoderShard> GetAsync(EncoderId encoder, CancellationToken cancellationToken)
    {
        var shard = Choose(await OfAsync(encoder, cancellationToken));
        await shard.EnsureAsync(cancellationToken);
        return shard;
    }

    /// <summary>The shard of an encoder on a device, loaded; where the silo has no such device, on one that it has.</summary>
    /// <exception cref="FailureException">EncoderNotFound, ModelIncomplete, Overloaded or Unavailable; asked again, it tries again.</exception>
    public async Task<IEncoderShard> GetAsync(EncoderId encoder, string device, CancellationToken cancellationToken)
    {
        var shards = await OfAsync(encoder, cancellationToken);
        var shard = shards.FirstOrDefault(shard => shard.Device.Name == device && shard.Device.HasRoomFor(shard.MemoryMiB)) ?? Choose(shards);
        await shard.EnsureAsync(cancellationToken);
        return shard;
    }

    /// <summary>Whether a device of this silo has room for an encoder when nothing else is there.</summary>
    public bool CanHold(EncoderManifest manifest) => _devices.CanHold(_devices.MemoryOf(manifest, _factory));

    /// <summary>From now on every shard is reported as out; what is asked all the same is still answered.</summary>
    public void TakeNoMoreQueries() => _isEnding = true;

    /// <summary>How the shards are that are loaded, being loaded or out; their silo is left to the caller.</summary>
    public IReadOnlyList<ShardReport> Conditions() =>
    [
        .. from shard in Known()
           let state = shard.State
           where state.Condition != ShardCondition.Unloaded
           select new ShardReport(
               shard.Manifest.Id, "", shard.Device.Name, _isEnding ? ShardCondition.Out : state.Condition, shard.QueriesWaiting, _isEnding ? "its silo is ending" : state.Detail),
    ];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_watch.IsValueCreated)
        {
            await _watch.Value;
        }

        try
        {
            await Task.WhenAll(Known().Select(static shard => shard.UnloadAsync())).WaitAsync(EndPatience, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // A device hangs.
        }

        _stop.Dispose();
        foreach (var room in _rooms)
        {
            room.Dispose();
        }
    }

    private async Task<IReadOnlyList<DeviceShard>> OfAsync(EncoderId encoder, CancellationToken cancellationToken)
    {
        var shards = _shards.GetOrAdd(encoder, id => new Lazy<Task<IReadOnlyList<DeviceShard>>>(() => Task.Run(() => FindAsync(id))));
        try
        {
            return await shards.Value.WaitAsync(cancellationToken);
        }
        catch (FailureException)
        {
            _shards.TryRemove(KeyValuePair.Create(encoder, shards));
            throw;
        }
    }

    private async Task<IReadOnlyList<DeviceShard>> FindAsync(EncoderId encoder)
    {
        var manifest = (await _catalog.FindAsync(encoder.Value, CancellationToken.None)).OrThrow();
        var memory = _devices.MemoryOf(manifest, _factory);
        _ = _watch.Value;
        return [.. _rooms.Select(room => new DeviceShard(manifest, memory, room, _loader, _canary, _options, _time, _logger))];
    }

    private DeviceShard Choose(IReadOnlyList<DeviceShard> shards)
    {
        var able = shards.Where(static shard => shard.Device.HasRoomFor(shard.MemoryMiB)).ToList();
        if (able.Count == 0)
        {
            throw new FailureException(
                FailureKind.Unavailable, $"Encoder '{shards[0].Manifest.Id}' needs {shards[0].MemoryMiB:N0} MiB; no device of this silo has so much ({string.Join(", ", _devices.All)}).");
        }

        able = OrAll(able, static shard => shard.Device.Name != EncoderDevices.Processor);
        able = OrAll(able, static shard => shard.State.Condition != ShardCondition.Out);
        var open = able.FindAll(static shard => shard.State.Condition is ShardCondition.Ready or ShardCondition.Loading || shard.FitsNow);
        return open.Count > 0 ? open[(int)((uint)Interlocked.Increment(ref _turn) % open.Count)] : able.MinBy(static shard => shard.OldestUseOfDevice)!;
    }

    private static List<DeviceShard> OrAll(List<DeviceShard> shards, Predicate<DeviceShard> preferred) => shards.FindAll(preferred) is { Count: > 0 } some ? some : shards;

    private List<DeviceShard> Known() =>
        [.. _shards.Values.Where(static shards => shards is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).SelectMany(static shards => shards.Value.GetAwaiter().GetResult())];

    /// <summary>All shards at a time: one that hangs does not keep the others from being looked at.</summary>
    private async Task WatchAsync()
    {
        try
        {
            using PeriodicTimer pace = new(_options.CanaryPeriod, _time);
            while (await pace.WaitForNextTickAsync(_stop.Token))
            {
                await Task.WhenAll(Known().Select(shard => shard.CheckAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The silo ends.
        }
    }
}
