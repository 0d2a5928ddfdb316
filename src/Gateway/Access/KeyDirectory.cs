using Cluster.Contracts.Access;
using Cluster.Domain.Access;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Access;

/// <summary>
/// The keys, held in memory so that a request costs one hash and no message. Another gateway's changes are seen after
/// <see cref="AccessOptions.KeyRefresh"/>, this one's at once.
/// </summary>
internal sealed class KeyDirectory(IGrainFactory grains, IOptions<AccessOptions> options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile Held? _held;

    /// <summary>The key that the text is of; null when there is none, it has ended, or the secret is another.</summary>
    /// <exception cref="Domain.Outcomes.FailureException">Unavailable: the keys cannot be read.</exception>
    public async ValueTask<ApiKey?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!KeyText.TryParse(text, out var shown))
        {
            return null;
        }

        var held = await HeldAsync(cancellationToken);
        return held.ById.TryGetValue(shown.Id, out var key) && key.Takes(shown.Hash, time.GetUtcNow()) ? key : null;
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Reads the keys before the next request.</summary>
    public void Forget() => _held = null;

    private async ValueTask<Held> HeldAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held && time.GetElapsedTime(held.ReadAt) < options.Value.KeyRefresh)
        {
            return held;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_held is { } meanwhile && time.GetElapsedTime(meanwhile.ReadAt) < options.Value.KeyRefresh)
            {
                return meanwhile;
            }

            // The time before the question, so that what changes while it travels is seen next time.
            var asked = time.GetTimestamp();
            var ring = await grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key).ListAsync(CancellationToken.None).WaitAsync(cancellationToken);
            return _held = new Held(asked, ring.Keys.ToDictionary(static key => key.Id));
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Held(long ReadAt, Dictionary<string, ApiKey> ById);
}
