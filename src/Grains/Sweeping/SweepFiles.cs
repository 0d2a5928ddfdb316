using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Artifacts;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Sweeping;

/// <summary>What a sweep leaves in the artifact store: <c>sweeps/{job}/progress.json</c> and <c>doomed-{chunk}.jsonl</c>, which stay as the record of what was deleted.</summary>
internal sealed partial class SweepFiles(IArtifactStore store, JobId job)
{
    public async Task<SweepProgress?> ReadProgressAsync(CancellationToken cancellationToken)
    {
        if (await store.OpenReadAsync(Progress, cancellationToken) is not { } stream)
        {
            return null;
        }

        await using (stream)
        {
            return await JsonSerializer.DeserializeAsync(stream, SweepJson.Plain.SweepProgress, cancellationToken);
        }
    }

    public Task WriteProgressAsync(SweepProgress progress, CancellationToken cancellationToken) => store.WriteAsync(
        Progress, (stream, token) => JsonSerializer.SerializeAsync(stream, progress, SweepJson.Plain.SweepProgress, token), cancellationToken);

    public Task WriteChunkAsync(int chunk, IReadOnlyList<DoomedPoint> points, CancellationToken cancellationToken) => store.WriteAsync(
        Chunk(chunk),
        async (stream, token) =>
        {
            foreach (var point in points)
            {
                await JsonSerializer.SerializeAsync(stream, point, SweepJson.Plain.DoomedPoint, token);
                stream.WriteByte((byte)'\n');
            }
        },
        cancellationToken);

    public async IAsyncEnumerable<DoomedPoint> ReadAsync(int chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var stream = await store.OpenReadAsync(Chunk(chunk), cancellationToken)
                ?? throw new InvalidDataException($"The artifact '{Chunk(chunk)}' is not there; restore it.");
            using var lines = new StreamReader(stream);
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                yield return JsonSerializer.Deserialize(line, SweepJson.Plain.DoomedPoint)!;
            }
        }
    }

    private ArtifactName Progress => ArtifactName.Of($"sweeps/{job}/progress.json");

    private ArtifactName Chunk(int chunk) => ArtifactName.Of(string.Create(CultureInfo.InvariantCulture, $"sweeps/{job}/doomed-{chunk:D8}.jsonl"));

    [JsonSerializable(typeof(SweepProgress))]
    [JsonSerializable(typeof(DoomedPoint))]
    private sealed partial class SweepJson : JsonSerializerContext
    {
        public static SweepJson Plain { get; } = new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }
}
