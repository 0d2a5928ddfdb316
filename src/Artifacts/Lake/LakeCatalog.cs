using System.Runtime.CompilerServices;
using System.Text.Json;
using Cluster.Artifacts.Ledger;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Lake;

/// <summary>The manifests of the lake.</summary>
public sealed class LakeCatalog(IArtifactStore store, LedgerReader ledger)
{
    /// <summary>The jobs whose embeddings are in the lake of a collection.</summary>
    public async Task<IReadOnlySet<string>> ListJobsAsync(CollectionName collection, CancellationToken cancellationToken)
    {
        var prefix = LakeNames.Manifests(collection);
        return await store.ListAsync(prefix, cancellationToken)
            .Select(entry => entry.Name.Value[prefix.Length..^".json".Length]).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>The manifests of a collection, by time.</summary>
    public async Task<IReadOnlyList<LakeManifest>> ListAsync(CollectionName collection, CancellationToken cancellationToken)
    {
        List<LakeManifest> manifests = [];
        await foreach (var entry in store.ListAsync(LakeNames.Manifests(collection), cancellationToken))
        {
            if (await store.OpenReadAsync(entry.Name, cancellationToken) is { } stream)
            {
                await using (stream)
                {
                    manifests.Add(await JsonSerializer.DeserializeAsync(stream, LakeJson.Plain.LakeManifest, cancellationToken)
                        ?? throw new FailureException(FailureKind.InvalidRequest, $"The manifest '{entry.Name}' is empty; restore it."));
                }
            }
        }

        return [.. manifests.OrderBy(static manifest => manifest.CompletedAt).ThenBy(static manifest => manifest.Job, StringComparer.Ordinal)];
    }

    /// <summary>Writes a manifest: from then on its files belong to the lake.</summary>
    public Task WriteAsync(LakeManifest manifest, CancellationToken cancellationToken) => store.WriteAsync(
        LakeNames.Manifest(new CollectionName(manifest.Collection), new JobId(manifest.Job)),
        (stream, token) => JsonSerializer.SerializeAsync(stream, manifest, LakeJson.Plain.LakeManifest, token),
        cancellationToken);

    /// <summary>Writes the manifest of a job from the summaries of its partitions.</summary>
    /// <param name="manifest">What it is about; rows and parts are filled in.</param>
    /// <param name="deleted">Points that the job deleted from the collection: id and key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task CompleteAsync(LakeManifest manifest, IAsyncEnumerable<(PointId Id, string Key)> deleted, CancellationToken cancellationToken)
    {
        var job = new JobId(manifest.Job);
        var parts = await ledger.ReadSummariesAsync(job, cancellationToken)
            .Where(static summary => summary.Lake is not null).Select(static summary => summary.Lake!).ToListAsync(cancellationToken);
        var count = 0L;
        if (await deleted.AnyAsync(cancellationToken))
        {
            await store.WriteAsync(
                LakeNames.File(new CollectionName(manifest.Collection), LakeNames.Deleted(job)),
                async (stream, token) =>
                {
                    await foreach (var (id, key) in deleted.WithCancellation(token))
                    {
                        await JsonSerializer.SerializeAsync(stream, new LakeDeletion(id.ToString(), key), LakeJson.Plain.LakeDeletion, token);
                        stream.WriteByte((byte)'\n');
                        count++;
                    }
                },
                cancellationToken);
        }

        await WriteAsync(
            manifest with { Parts = parts, Rows = parts.Sum(static part => part.Rows), Deleted = count > 0 ? LakeNames.Deleted(job) : null, DeletedRows = count },
            cancellationToken);
    }

    /// <summary>The points that a job deleted.</summary>
    public async IAsyncEnumerable<PointId> ReadDeletedAsync(LakeManifest manifest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (manifest.Deleted is null
            || await store.OpenReadAsync(LakeNames.File(new CollectionName(manifest.Collection), manifest.Deleted), cancellationToken) is not { } stream)
        {
            yield break;
        }

        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (PointId.TryParse(JsonSerializer.Deserialize(line, LakeJson.Plain.LakeDeletion)?.PointId, out var id))
            {
                yield return id;
            }
        }
    }
}
