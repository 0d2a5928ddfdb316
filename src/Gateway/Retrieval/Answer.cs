using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;

namespace Cluster.Gateway.Retrieval;

/// <summary>An answer that was chosen.</summary>
/// <param name="Point">The point.</param>
/// <param name="Place">Where it stood among those that were looked at, from 0.</param>
/// <param name="Duplicates">Others that show the same picture.</param>
/// <param name="Group">Its group; null for none.</param>
internal sealed record Answer(ScoredPoint Point, int Place, int Duplicates = 0, PayloadValue? Group = null);
