using Cluster.Domain.Collections;

namespace Cluster.Contracts.Collections.Changes;

/// <summary>The right to change points of a collection. Ended as soon as the change is written.</summary>
/// <param name="Number">Names the ticket; 0 where nobody needs to hear of the change.</param>
/// <param name="Live">The generation that the change is written to.</param>
/// <param name="Followers">Generations that take the change over afterwards. Deletions are written to them at once, too.</param>
[GenerateSerializer, Immutable, Alias("cluster.change-ticket")]
public sealed record ChangeTicket(
    [property: Id(0)] long Number, [property: Id(1)] LiveCollection Live, [property: Id(2)] IReadOnlyList<LiveCollection> Followers);
