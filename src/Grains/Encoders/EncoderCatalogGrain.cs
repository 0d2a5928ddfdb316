using Cluster.Contracts.Encoders;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;
using Orleans.Concurrency;

namespace Cluster.Grains.Encoders;

/// <inheritdoc cref="IEncoderCatalogGrain" />
[StatelessWorker]
public sealed class EncoderCatalogGrain(EncoderCatalog catalog) : Grain, IEncoderCatalogGrain
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<EncoderDescription>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await catalog.ListAsync(cancellationToken)).Select(Describe)];

    /// <inheritdoc />
    public async Task<Outcome<EncoderDescription>> FindAsync(string encoder, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(encoder, cancellationToken);
        return found.Succeeded ? Describe(found.Value) : found.Failure;
    }

    private static EncoderDescription Describe(EncoderManifest manifest) => new()
    {
        Id = manifest.Id,
        Space = manifest.Space,
        Dimension = manifest.Dimension,
        Family = manifest.Family.ToString(),
        HasText = manifest.HasText,
        Licence = manifest.Licence,
        Preprocessing = $"{manifest.Preprocessing.Flow} {manifest.Preprocessing.Resize} {manifest.Preprocessing.Interpolation} {manifest.Preprocessing.Width}x{manifest.Preprocessing.Height}",
        FileHashes = manifest.FileHashes,
        LogitScale = manifest.LogitScale,
    };
}
