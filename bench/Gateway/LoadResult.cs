namespace Cluster.Bench.Gateway;

/// <summary>What a load generator saw.</summary>
/// <param name="Sent">Requests sent.</param>
/// <param name="Held">Requests that were due but not sent, because as many were open as may be.</param>
/// <param name="Ok">Answers with status 200.</param>
/// <param name="Refused">Answers with 429 or 503 that say when to ask again.</param>
/// <param name="Other">Other answers and broken connections.</param>
/// <param name="P50">Milliseconds that half of the accepted requests took at most.</param>
/// <param name="P99">Milliseconds that 99 of 100 accepted requests took at most.</param>
/// <param name="SecondsP99">The same for the accepted requests sent in each second.</param>
/// <param name="SecondsLost">Requests sent in each second that were not accepted.</param>
internal sealed record LoadResult(
    long Sent, long Held, long Ok, long Refused, long Other, double P50, double P99, IReadOnlyList<double> SecondsP99, IReadOnlyList<int> SecondsLost);
