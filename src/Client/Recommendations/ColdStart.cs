using Cluster.Client.Retrieval;

namespace Cluster.Client.Recommendations;

/// <summary>What to recommend to who is not known yet.</summary>
/// <param name="Text">Words, such as what was searched for.</param>
/// <param name="Filter">A category: what is typical of it.</param>
public sealed record ColdStart(string? Text = null, Filter? Filter = null);
