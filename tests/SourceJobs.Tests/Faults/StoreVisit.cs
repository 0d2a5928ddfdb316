namespace Cluster.SourceJobs.Tests.Faults;

/// <summary>One request on its way to the store.</summary>
/// <param name="Key">The blob's name in its container; null for a listing or anything else.</param>
/// <param name="IsList">Whether it lists.</param>
/// <param name="Number">Which request it is, of those for this blob or of the listings, from 1.</param>
internal sealed record StoreVisit(string? Key, bool IsList, int Number);
