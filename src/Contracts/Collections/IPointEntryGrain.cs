using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;

namespace Cluster.Contracts.Collections;

/// <summary>Adds, changes and deletes single points of a collection, in every generation of it. Stateless; key: the alias.</summary>
[Alias("cluster.IPointEntryGrain")]
public interface IPointEntryGrain : IGrainWithStringKey
{
    /// <summary>Stores and embeds an image. CollectionNotFound; the image's own failure; Takedown; Conflict when the corpus is not one of uploaded images.</summary>
    [Alias("add")]
    Task<Outcome<PointReceipt>> AddAsync(PointUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Sets payload fields of a point and keeps the others. PointNotFound when it is not there.</summary>
    [Alias("patch")]
    Task<Outcome<PointReceipt>> PatchAsync(PointId id, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken = default);

    /// <summary>Deletes a point, and the image where it was uploaded. PointNotFound when it is not there.</summary>
    [Alias("delete")]
    Task<Outcome<PointReceipt>> DeleteAsync(PointId id, CancellationToken cancellationToken = default);
}
