using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Artifacts;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Encoders.Hosting;

/// <summary>The stored answers of canaries, <c>canaries/{space}/{variant}.json</c> among the artifacts: all silos of a cluster hold their devices against the same.</summary>
internal sealed partial class CanaryBook(IArtifactStore store)
{
    public async Task<CanaryRecord?> FindAsync(EmbeddingSpaceId space, string variant, CancellationToken cancellationToken) =>
        await ReadAsync(Name(space, variant), cancellationToken);

    /// <summary>What other variants of the same space answered.</summary>
    public async Task<IReadOnlyList<CanaryRecord>> OthersAsync(EmbeddingSpaceId space, string variant, CancellationToken cancellationToken)
    {
        List<CanaryRecord> others = [];
        await foreach (var entry in store.ListAsync($"canaries/{space.Value}/", cancellationToken))
        {
            if (entry.Name != Name(space, variant) && await ReadAsync(entry.Name, cancellationToken) is { } other)
            {
                others.Add(other);
            }
        }

        return others;
    }

    public Task WriteAsync(EmbeddingSpaceId space, CanaryRecord record, CancellationToken cancellationToken) => store.WriteAsync(
        Name(space, record.Variant), (stream, token) => JsonSerializer.SerializeAsync(stream, record, CanaryJson.Default.CanaryRecord, token), cancellationToken);

    private async Task<CanaryRecord?> ReadAsync(ArtifactName name, CancellationToken cancellationToken)
    {
        if (await store.OpenReadAsync(name, cancellationToken) is not { } stream)
        {
            return null;
        }

        await using (stream)
        {
            return await JsonSerializer.DeserializeAsync(stream, CanaryJson.Default.CanaryRecord, cancellationToken);
        }
    }

    private static ArtifactName Name(EmbeddingSpaceId space, string variant) => ArtifactName.Of($"canaries/{space.Value}/{variant}.json");

    [JsonSerializable(typeof(CanaryRecord))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    private sealed partial class CanaryJson : JsonSerializerContext;
}
