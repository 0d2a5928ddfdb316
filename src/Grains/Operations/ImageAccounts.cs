using Cluster.Domain.Identity;

namespace Cluster.Grains.Operations;

/// <summary>What four accounts say of one image: its version in each, null where it is not in it.</summary>
/// <param name="Id">Its point.</param>
/// <param name="Key">Its key, where any account gives it.</param>
/// <param name="Listed">In the listing.</param>
/// <param name="Kept">In the roll of what a pass keeps.</param>
/// <param name="Aside">Among the images set aside.</param>
/// <param name="Point">In the collection.</param>
internal sealed record ImageAccounts(PointId Id, string Key, ulong? Listed, ulong? Kept, ulong? Aside, ulong? Point);
