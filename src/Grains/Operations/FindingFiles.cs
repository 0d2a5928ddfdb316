using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Artifacts;
using Cluster.Contracts.Operations;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Operations;

/// <summary>What operations found, by name, in the artifact store: <c>operations/{id}/findings-{page}.json</c>.</summary>
public sealed partial class FindingFiles(IArtifactStore store)
{
    /// <summary>Findings of a page.</summary>
    public const int PageSize = 1_000;

    /// <summary>Writes a page, in place of what a run before left.</summary>
    public Task WriteAsync(string operation, int page, IReadOnlyList<OperationFinding> findings, CancellationToken cancellationToken) => store.WriteAsync(
        NameOf(operation, page),
        (stream, token) => JsonSerializer.SerializeAsync(stream, findings, FindingJson.Plain.IReadOnlyListOperationFinding, token),
        cancellationToken);

    /// <summary>Reads a page.</summary>
    /// <exception cref="FailureException">Unavailable: the artifact is gone.</exception>
    public async Task<IReadOnlyList<OperationFinding>> ReadAsync(string operation, int page, CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(NameOf(operation, page), cancellationToken)
            ?? throw new FailureException(FailureKind.Unavailable, $"The artifact '{NameOf(operation, page)}' is not there; restore it, or run the operation anew.");
        await using (stream)
        {
            return await JsonSerializer.DeserializeAsync(stream, FindingJson.Plain.IReadOnlyListOperationFinding, cancellationToken) ?? [];
        }
    }

    private static ArtifactName NameOf(string operation, int page) =>
        ArtifactName.Of(string.Create(CultureInfo.InvariantCulture, $"operations/{operation}/findings-{page:D8}.json"));

    [JsonSerializable(typeof(IReadOnlyList<OperationFinding>))]
    private sealed partial class FindingJson : JsonSerializerContext
    {
        public static FindingJson Plain { get; } = new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }
}
