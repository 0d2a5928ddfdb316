using System.Collections.Concurrent;
using Cluster.Domain.Identity;
using Cluster.Encoders;

namespace Cluster.Grains.Encoders;

/// <summary>The encoders that this silo can hold, as far as it has looked. Safe for concurrent use.</summary>
public sealed class SiloEncoders(EncoderCatalog catalog, EncoderShards shards)
{
    private readonly ConcurrentDictionary<EncoderId, bool> _known = new();
    private TaskCompletionSource _news = NewSignal();

    /// <summary>Those known now.</summary>
    public IReadOnlyCollection<EncoderId> Known => [.. _known.Keys];

    /// <summary>Whether an encoder is one of them.</summary>
    public bool Holds(EncoderId encoder) => _known.ContainsKey(encoder);

    /// <summary>Completes when one becomes known that was not.</summary>
    public Task News => Volatile.Read(ref _news).Task;

    /// <summary>An encoder was found on this silo; it counts if a device has room for it.</summary>
    public void Add(EncoderManifest encoder)
    {
        if (!_known.ContainsKey(encoder.Id) && shards.CanHold(encoder) && _known.TryAdd(encoder.Id, true))
        {
            Interlocked.Exchange(ref _news, NewSignal()).TrySetResult();
        }
    }

    /// <summary>Looks into the model folders again.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var manifest in await catalog.ListAsync(cancellationToken))
        {
            Add(manifest);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
