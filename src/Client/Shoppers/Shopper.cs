namespace Cluster.Client.Shoppers;

/// <summary>What is known of a shopper in a collection.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Interests">What each interest weighs now, as a share of all, the largest first.</param>
/// <param name="Aversions">What each aversion weighs now.</param>
/// <param name="Events">The latest events, oldest first.</param>
public sealed record Shopper(string Collection, IReadOnlyList<float> Interests, IReadOnlyList<float> Aversions, IReadOnlyList<RememberedEvent> Events);
