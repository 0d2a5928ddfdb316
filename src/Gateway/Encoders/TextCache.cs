using System.Collections.Concurrent;
using Cluster.Domain.Identity;
using Cluster.Gateway.Limits;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Encoders;

/// <summary>Embeddings of texts asked lately, so that what many shoppers search for is encoded once. Bounded in bytes; two spaces never meet.</summary>
internal sealed class TextCache : IDisposable
{
    // Keys, entry and array beside the floats and characters themselves.
    private const int Overhead = 300;

    private readonly MemoryCache _cache;
    private readonly ConcurrentDictionary<(EmbeddingSpaceId, string), Lazy<Task<ReadOnlyMemory<float>>>> _underWay = new();

    public TextCache(IOptions<GatewayOptions> options) =>
        _cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = options.Value.TextCacheBytes, CompactionPercentage = 0.1 });

    /// <summary>The embedding kept, or that which <paramref name="encode"/> makes; asked for at once by several, it is made once.</summary>
    public async Task<ReadOnlyMemory<float>> GetAsync(
        EmbeddingSpaceId space, string text, Func<Task<ReadOnlyMemory<float>>> encode, CancellationToken cancellationToken)
    {
        var key = (space, text);
        if (_cache.TryGetValue<ReadOnlyMemory<float>>(key, out var known))
        {
            return known;
        }

        var made = _underWay.GetOrAdd(key, _ => new Lazy<Task<ReadOnlyMemory<float>>>(encode));
        try
        {
            var vector = await made.Value.WaitAsync(cancellationToken);
            _cache.Set(key, vector, new MemoryCacheEntryOptions { Size = Overhead + (text.Length * 2L) + (vector.Length * 4L) });
            return vector;
        }
        finally
        {
            if (made.Value.IsCompleted)
            {
                _underWay.TryRemove(KeyValuePair.Create(key, made));
            }
        }
    }

    public void Dispose() => _cache.Dispose();
}
