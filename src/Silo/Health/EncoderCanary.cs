using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;
using Cluster.Grains.Encoders;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.Silo.Health;

/// <summary>
/// Has every loaded encoder shard encode the same gray tile, ahead of bulk work, and compares the answer with its first: a device that computes
/// nonsense, or hangs, is seen before its vectors are.
/// </summary>
public sealed class EncoderCanary(EncoderShards shards, TimeProvider time) : IHealthCheck, IDisposable
{
    /// <summary>Cosine to the first answer below which a shard is not what it was.</summary>
    private const float LeastCosine = 0.999f;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<EmbeddingSpaceId, float[]> _first = new();
    private readonly SemaphoreSlim _one = new(1);
    private (long At, HealthCheckResult Result)? _last;

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Probes come every few seconds and from several askers; a forward pass for each would be a load of its own.
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) > KeepFor)
            {
                _last = last = (time.GetTimestamp(), await LookAsync(cancellationToken));
            }

            return last.Result;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private async Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        var loaded = shards.Loaded();
        var faults = new List<string>();
        foreach (var shard in loaded)
        {
            if (await FaultAsync(shard, cancellationToken) is { } fault)
            {
                faults.Add($"{shard.Manifest.Id}: {fault}");
            }
        }

        return faults.Count == 0
            ? HealthCheckResult.Healthy(loaded.Count == 0 ? "no encoder loaded yet" : $"encoders: {string.Join(", ", loaded.Select(static shard => shard.Manifest.Id))}")
            : faults.Count < loaded.Count
                ? HealthCheckResult.Degraded(string.Join("; ", faults))
                : HealthCheckResult.Unhealthy(string.Join("; ", faults));
    }

    private async Task<string?> FaultAsync(IEncoderShard shard, CancellationToken cancellationToken)
    {
        var spec = shard.Manifest.Preprocessing;
        var tile = new byte[spec.Width * spec.Height * 3];
        tile.AsSpan().Fill(128);
        var embedding = new float[shard.Manifest.Dimension];
        try
        {
            await shard.EncodeImagesAsync(tile, 1, embedding, Lane.Query, cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (FailureException busy) when (busy.Failure.Kind == FailureKind.Overloaded)
        {
            // A full query lane is answered one by one: the shard works.
            return null;
        }
        catch (TimeoutException)
        {
            return $"no answer in {Patience.TotalSeconds:F0} s";
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return fault.Message;
        }

        var cosine = TensorPrimitives.Dot<float>(embedding, _first.GetOrAdd(shard.Manifest.Space, embedding));
        return cosine >= LeastCosine ? null : $"the canary's embedding has a cosine of {cosine:F3} to its first";
    }
}
