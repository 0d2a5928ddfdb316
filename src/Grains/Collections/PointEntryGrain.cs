using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Orleans.Concurrency;

namespace Cluster.Grains.Collections;

/// <inheritdoc cref="IPointEntryGrain" />
[StatelessWorker, Reentrant]
public sealed class PointEntryGrain(PointEntries entries) : Grain, IPointEntryGrain
{
    private CollectionName Alias => new(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public Task<Outcome<PointReceipt>> AddAsync(PointUpload upload, CancellationToken cancellationToken) => entries.AddAsync(Alias, upload, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<PointReceipt>> PatchAsync(PointId id, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken) =>
        entries.PatchAsync(Alias, id, fields, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<PointReceipt>> DeleteAsync(PointId id, CancellationToken cancellationToken) => entries.DeleteAsync(Alias, id, cancellationToken);
}
