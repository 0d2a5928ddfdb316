using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Domain.Identity;

namespace Cluster.Artifacts.Takedowns;

/// <summary>The takedowns of each collection, an artifact each: <c>takedowns/{collection}/{version}.json</c>. Nothing in it is ever changed.</summary>
public sealed partial class TakedownLog(IArtifactStore store)
{
    /// <summary>Adds a takedown. Only the collection's one writer calls it.</summary>
    public Task AppendAsync(CollectionName alias, Takedown takedown, CancellationToken cancellationToken) => store.WriteAsync(
        ArtifactName.Of(Prefix(alias) + takedown.Version.ToString("D10", CultureInfo.InvariantCulture) + ".json"),
        (stream, token) => JsonSerializer.SerializeAsync(stream, takedown, TakedownJson.Plain.Takedown, token),
        cancellationToken);

    /// <summary>The takedowns behind version <paramref name="after"/>, by version.</summary>
    public async IAsyncEnumerable<Takedown> ReadAsync(CollectionName alias, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(Prefix(alias), cancellationToken))
        {
            var file = entry.Name.Value.AsSpan(Prefix(alias).Length);
            if (!long.TryParse(file[..file.IndexOf('.')], NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version <= after
                || await store.OpenReadAsync(entry.Name, cancellationToken) is not { } stream)
            {
                continue;
            }

            await using (stream)
            {
                yield return await JsonSerializer.DeserializeAsync(stream, TakedownJson.Plain.Takedown, cancellationToken)
                    ?? throw new InvalidDataException($"The takedown '{entry.Name}' is empty; restore the artifact.");
            }
        }
    }

    private static string Prefix(CollectionName alias) => $"takedowns/{alias}/";

    [JsonSerializable(typeof(Takedown))]
    private sealed partial class TakedownJson : JsonSerializerContext
    {
        public static TakedownJson Plain { get; } = new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }
}
