namespace Cluster.Bench.Gateway;

/// <summary>What a load generator saw.</summary>
/// <param name="Sent">Requests sent.</param>
/// <param name="Held">Requests that were due but not sent, because too many were open.</param>
/// <param name="Ok">Answers with status 200.</param>
/// <param name="Refused">Answers with 429 or 503.</param>
/// <param name="Other">Other answers and broken connections.</param>
/// <param name="P50">Milliseconds that half of the accepted requests took at most.</param>
/// <param name="P99">Milliseconds that 99 of 100 accepted requests took at most.</param>
/// <param name="SecondsP99">The same for the accepted requests sent in each second.</param>
internal sealed record LoadResult(long Sent, long Held, long Ok, long Refused, long Other, double P50, double P99, IReadOnlyList<double> SecondsP99);
