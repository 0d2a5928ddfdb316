using Cluster.Domain.Outcomes;
using Cluster.Grains.Placement;

namespace Cluster.Grains.Encoders.Hosting;

/// <summary>The memory of one device, and who has it. An encoder that needs room gets that of the least recently used ones.</summary>
internal sealed class DeviceRoom(SiloDevice device, EncoderHostingOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly HashSet<DeviceShard> _held = [];

    public SiloDevice Device => device;

    /// <summary>MiB that nobody has.</summary>
    public int Free
    {
        get
        {
            lock (_gate)
            {
                return device.MemoryMiB == 0 ? int.MaxValue : device.MemoryMiB - _held.Sum(static shard => shard.MemoryMiB);
            }
        }
    }

    /// <summary>When the shard was last used that would have to go first.</summary>
    public long OldestUse
    {
        get
        {
            lock (_gate)
            {
                return _held.Select(static shard => shard.UsedAt).DefaultIfEmpty().Min();
            }
        }
    }

    /// <summary>Takes room for a shard, from others where there is not enough: idle ones at once, one at work when it has been there for a while.</summary>
    /// <exception cref="FailureException">Overloaded: those that are there are at work and were not to be moved in time.</exception>
    public async Task TakeAsync(DeviceShard shard)
    {
        await _turn.WaitAsync();
        try
        {
            for (var since = time.GetTimestamp(); !TryTake(shard);)
            {
                if (NextToGo() is { } other)
                {
                    await other.UnloadAsync();
                }
                else if (time.GetElapsedTime(since) < options.RoomPatience)
                {
                    await Task.Delay(Pause, time);
                }
                else
                {
                    throw new FailureException(
                        FailureKind.Overloaded, $"Encoder '{shard.Manifest.Id}' needs {shard.MemoryMiB:N0} MiB of {device.Name}, whose encoders are all at work.");
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void GiveBack(DeviceShard shard)
    {
        lock (_gate)
        {
            _held.Remove(shard);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private bool TryTake(DeviceShard shard)
    {
        lock (_gate)
        {
            var used = _held.Where(held => held != shard).Sum(static held => held.MemoryMiB);
            if (device.MemoryMiB > 0 && used + shard.MemoryMiB > device.MemoryMiB)
            {
                return false;
            }

            _held.Add(shard);
            return true;
        }
    }

    private DeviceShard? NextToGo()
    {
        lock (_gate)
        {
            return _held.Where(shard => shard.CanGo(options.MinResidency)).MinBy(static shard => shard.UsedAt);
        }
    }
}
