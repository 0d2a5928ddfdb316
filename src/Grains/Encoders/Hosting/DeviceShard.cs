using Cluster.Contracts.Encoders;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;
using Cluster.Encoders.Sharding;
using Cluster.Grains.Placement;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Encoders.Hosting;

/// <summary>
/// One encoder on one device of this silo, for as long as the silo lives. The session under it comes when it is asked for, goes when the room is needed
/// for another encoder, and is rebuilt when its canary fails; callers keep the shard and need not know.
/// </summary>
internal sealed partial class DeviceShard(
    EncoderManifest manifest, int memoryMiB, DeviceRoom room, SessionLoader loader, Canary canary, EncoderHostingOptions options, TimeProvider time, ILogger logger) : IEncoderShard
{
    /// <summary>Sessions that hang inside the device: with more of them it will not come back in this process.</summary>
    private const int MostStuck = 2;

    private readonly Lock _gate = new();
    private volatile ShardSession? _session;
    private Task<ShardSession>? _loading;
    private ShardCondition _condition;
    private string? _detail;
    private long _loadedAt;
    private long _usedAt;
    private DateTimeOffset _passedAt;
    private int _inFlight;
    private int _stuck;
    private int _parallelism = 1;

    public EncoderManifest Manifest => manifest;

    public SiloDevice Device => room.Device;

    public int MemoryMiB => memoryMiB;

    /// <summary>Whether there is room for it without moving others.</summary>
    public bool FitsNow => room.Free >= memoryMiB;

    public long OldestUseOfDevice => room.OldestUse;

    public int Parallelism => _session?.Shard.Parallelism ?? _parallelism;

    public int QueriesWaiting => _session?.Shard.QueriesWaiting ?? 0;

    public long UsedAt => Volatile.Read(ref _usedAt);

    public (ShardCondition Condition, string? Detail) State
    {
        get
        {
            lock (_gate)
            {
                return (_condition, _detail);
            }
        }
    }

    public Task EncodeImagesAsync(ReadOnlyMemory<byte> tiles, int count, Memory<float> embeddings, Lane lane, CancellationToken cancellationToken) =>
        OnSessionAsync(shard => shard.EncodeImagesAsync(tiles, count, embeddings, lane, cancellationToken), cancellationToken);

    public Task EncodeTextsAsync(IReadOnlyList<string> texts, Memory<float> embeddings, CancellationToken cancellationToken) =>
        OnSessionAsync(shard => shard.EncodeTextsAsync(texts, embeddings, cancellationToken), cancellationToken);

    /// <summary>Loads it unless it is.</summary>
    /// <exception cref="FailureException">ModelIncomplete; Overloaded when the device has no room; Unavailable when it is out.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) => SessionAsync().WaitAsync(cancellationToken);

    /// <summary>Whether it may leave its device to another encoder.</summary>
    public bool CanGo(TimeSpan minResidency) =>
        _session is not null && (Volatile.Read(ref _inFlight) == 0 || time.GetElapsedTime(Volatile.Read(ref _loadedAt)) >= minResidency);

    /// <summary>Finishes what is queued and unloads; whoever asks next has it loaded again.</summary>
    public async Task UnloadAsync()
    {
        ShardSession? session;
        lock (_gate)
        {
            session = _session;
            if (session is not null)
            {
                session.IsEvicted = true;
                (_session, _condition) = (null, ShardCondition.Unloaded);
            }
        }

        if (session is not null)
        {
            try
            {
                await session.Shard.DisposeAsync().AsTask().WaitAsync(options.CanaryPatience, time);
            }
            catch (TimeoutException)
            {
                session.Shard.Abandon(new Failure(FailureKind.Unavailable, $"Encoder '{manifest.Id}' on {Device.Name} did not come to an end."));
            }

            room.GiveBack(this);
            LogUnloaded(logger, manifest.Id.Value, Device.Name);
        }
    }

    /// <summary>Has the canary look at it; one that fails is taken out, and its session rebuilt. One that was out before is rebuilt, too.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (_session is { } session)
        {
            if (await canary.CheckAsync(session, cancellationToken) is not { } fault)
            {
                _passedAt = time.GetUtcNow();
                return;
            }

            if (session != _session)
            {
                return;
            }

            LogFailed(logger, manifest.Id.Value, Device.Name, fault, _passedAt);
            TakeOut(session, fault);
        }

        if (State.Condition == ShardCondition.Out && Volatile.Read(ref _stuck) < MostStuck)
        {
            try
            {
                await LoadingAsync();
            }
            catch (FailureException)
            {
                // It stays out, and is tried again next time.
            }
        }
    }

    public async ValueTask DisposeAsync() => await UnloadAsync();

    private async Task OnSessionAsync(Func<IEncoderShard, Task> work, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _inFlight);
        try
        {
            while (true)
            {
                var session = await SessionAsync().WaitAsync(cancellationToken);
                Volatile.Write(ref _usedAt, time.GetTimestamp());
                try
                {
                    await work(session.Measured);
                    return;
                }
                catch (FailureException fault) when (fault.Failure.Kind == FailureKind.Unavailable && session.IsEvicted)
                {
                    // It had to make room meanwhile: what was not begun is asked of the next session.
                }
            }
        }
        finally
        {
            Volatile.Write(ref _usedAt, time.GetTimestamp());
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private Task<ShardSession> SessionAsync()
    {
        if (_session is { } session)
        {
            return Task.FromResult(session);
        }

        lock (_gate)
        {
            return _condition == ShardCondition.Out
                ? throw new FailureException(FailureKind.Unavailable, $"Encoder '{manifest.Id}' on {Device.Name} takes no work: {_detail}.")
                : _session is { } loaded ? Task.FromResult(loaded) : LoadingAsync();
        }
    }

    private Task<ShardSession> LoadingAsync()
    {
        lock (_gate)
        {
            return _loading ??= Task.Run(LoadAsync);
        }
    }

    private async Task<ShardSession> LoadAsync()
    {
        try
        {
            lock (_gate)
            {
                // One that is out is not routed to while it is rebuilt.
                _condition = _condition == ShardCondition.Out ? ShardCondition.Out : ShardCondition.Loading;
            }

            await room.TakeAsync(this);
            var began = time.GetTimestamp();
            var session = loader.Load(manifest, Device.Name);
            if (await canary.CheckAsync(session, CancellationToken.None) is { } fault)
            {
                LogRefused(logger, manifest.Id.Value, Device.Name, fault);
                TakeOut(session, fault);
                throw new FailureException(FailureKind.Unavailable, $"Encoder '{manifest.Id}' on {Device.Name} takes no work: {fault}.");
            }

            lock (_gate)
            {
                (_session, _condition, _detail, _passedAt) = (session, ShardCondition.Ready, session.Note, time.GetUtcNow());
                (_loadedAt, _parallelism) = (time.GetTimestamp(), session.Shard.Parallelism);
                Volatile.Write(ref _usedAt, _loadedAt);
            }

            LogLoaded(logger, manifest.Id.Value, Device.Name, time.GetElapsedTime(began).TotalSeconds, memoryMiB);
            return session;
        }
        catch (Exception fault)
        {
            lock (_gate)
            {
                _condition = _condition == ShardCondition.Loading ? ShardCondition.Unloaded : _condition;
            }

            room.GiveBack(this);
            throw fault as FailureException ?? new FailureException(FailureKind.Unavailable, $"Encoder '{manifest.Id}' could not be loaded onto {Device.Name}: {fault.Message}", fault);
        }
        finally
        {
            lock (_gate)
            {
                _loading = null;
            }
        }
    }

    private void TakeOut(ShardSession session, string fault)
    {
        lock (_gate)
        {
            _session = _session == session ? null : _session;
            (_condition, _detail) = (ShardCondition.Out, fault);
        }

        Interlocked.Increment(ref _stuck);
        session.Shard.Abandon(new Failure(FailureKind.Unavailable, $"Encoder '{manifest.Id}' on {Device.Name} was taken out: {fault}."));
        _ = session.Shard.Ended.ContinueWith(_ => Interlocked.Decrement(ref _stuck), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        room.GiveBack(this);
    }

    [LoggerMessage(3301, LogLevel.Information, "Encoder {Encoder} is ready on {Device} after {Seconds:F1} s; it counts {MemoryMiB} MiB")]
    private static partial void LogLoaded(ILogger logger, string encoder, string device, double seconds, int memoryMiB);

    [LoggerMessage(3302, LogLevel.Information, "Encoder {Encoder} has left {Device}")]
    private static partial void LogUnloaded(ILogger logger, string encoder, string device);

    [LoggerMessage(3303, LogLevel.Error, "Encoder {Encoder} is taken out of {Device} and rebuilt: {Fault}. What it has encoded since {PassedAt:u} is to be doubted")]
    private static partial void LogFailed(ILogger logger, string encoder, string device, string fault, DateTimeOffset passedAt);

    [LoggerMessage(3304, LogLevel.Error, "Encoder {Encoder} was loaded onto {Device} and takes no work: {Fault}")]
    private static partial void LogRefused(ILogger logger, string encoder, string device, string fault);
}
