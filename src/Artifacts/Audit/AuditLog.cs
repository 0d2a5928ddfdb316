using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Artifacts.Audit;

/// <summary>The audit log: an artifact an entry, named by time and chance, so that no entry is ever changed by a later one: <c>audit/{day}/{time}-{chance}.json</c>.</summary>
public sealed partial class AuditLog(IArtifactStore store)
{
    /// <summary>Adds an entry.</summary>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => store.WriteAsync(
        ArtifactName.Of(string.Create(CultureInfo.InvariantCulture, $"audit/{entry.At.UtcDateTime:yyyyMMdd}/{entry.At.UtcDateTime:HHmmssfffffff}-{Guid.NewGuid():n}.json")),
        (stream, token) => JsonSerializer.SerializeAsync(stream, entry, AuditJson.Plain.AuditEntry, token),
        cancellationToken);

    /// <summary>All entries, oldest first.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var artifact in store.ListAsync("audit/", cancellationToken))
        {
            if (await store.OpenReadAsync(artifact.Name, cancellationToken) is not { } stream)
            {
                continue;
            }

            await using (stream)
            {
                yield return await JsonSerializer.DeserializeAsync(stream, AuditJson.Plain.AuditEntry, cancellationToken)
                    ?? throw new InvalidDataException($"The audit entry '{artifact.Name}' is empty; restore the artifact.");
            }
        }
    }

    [JsonSerializable(typeof(AuditEntry))]
    private sealed partial class AuditJson : JsonSerializerContext
    {
        public static AuditJson Plain { get; } = new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true,
        });
    }
}
