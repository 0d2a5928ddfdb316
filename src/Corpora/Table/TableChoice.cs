using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Table;

/// <summary>Which tables of a place are the corpus's: all, one, or those that the manifest of an inventory run names.</summary>
/// <param name="tables">The tables of the place.</param>
/// <param name="file">The one table, or the manifest; null for all.</param>
/// <param name="manifests">Where the manifest is; null when <paramref name="file"/> is a table.</param>
internal sealed class TableChoice(IFileSource tables, string? file, IFileSource? manifests)
{
    private const long MaxManifestBytes = 16 << 20;

    /// <summary>The chosen tables and the sizes they have to have, -1 for any; null for all tables.</summary>
    /// <exception cref="FailureException">The manifest is not there, not one, or of a run that did not succeed.</exception>
    public async ValueTask<IReadOnlyDictionary<string, long>?> FilesAsync(CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return null;
        }

        if (manifests is null)
        {
            return new Dictionary<string, long> { [file] = -1 };
        }

        var listed = await manifests.FindAsync(new BlobKey(file), cancellationToken)
            ?? throw new FailureException(FailureKind.CorpusNotFound, $"There is no manifest '{file}' at the location; correct it.");
        using var read = await manifests.ReadAsync(listed, MaxManifestBytes, cancellationToken);
        return read.Failure is null ? Parse(read.Bytes) : throw new FailureException(read.Failure);
    }

    /// <summary>What is wrong with the choice: a table that is not there, or not as the manifest says.</summary>
    public async ValueTask<Failure?> CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, size) in await FilesAsync(cancellationToken) ?? new Dictionary<string, long>())
        {
            if (await tables.FindAsync(new BlobKey(name), cancellationToken) is not { } table)
            {
                return new Failure(FailureKind.CorpusNotFound, $"There is no table '{name}' at the location; correct it.");
            }

            if (size >= 0 && table.Length >= 0 && table.Length != size)
            {
                return new Failure(FailureKind.InvalidRequest, $"The table '{name}' has {table.Length} bytes, but {size} by its manifest; take the report of a run that is complete.");
            }
        }

        return null;
    }

    private Dictionary<string, long> Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var manifest = JsonDocument.Parse(json);
            var root = manifest.RootElement;
            if (root.TryGetProperty("status", out var status) && status.GetString() is var said && !string.Equals(said, "Succeeded", StringComparison.OrdinalIgnoreCase))
            {
                throw new FailureException(FailureKind.InvalidRequest, $"The inventory run of '{file}' ended as '{said}': its report is not whole. Take another run's.");
            }

            // The paths are those in the container of the reports; the files lie beside the manifest.
            return root.GetProperty("files").EnumerateArray().ToDictionary(
                static f => f.GetProperty("blob").GetString()!.Split('/')[^1], static f => f.GetProperty("size").GetInt64(), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"'{file}' is not the manifest of an inventory run; correct the location.", e);
        }
    }
}
