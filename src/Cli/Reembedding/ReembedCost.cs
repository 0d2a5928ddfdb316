using Cluster.Cli.Planning;
using Cluster.Client.Reembedding;

namespace Cluster.Cli.Reembedding;

/// <summary>What a re-embedding costs by the user's own prices.</summary>
/// <param name="Currency">As in <c>EUR</c>.</param>
/// <param name="Cost">By item, and in sum; items that cannot be known are left out, and the sum with them.</param>
internal sealed record ReembedCost(string Currency, IReadOnlyDictionary<string, double> Cost)
{
    private const double Gib = 1L << 30;
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    public static ReembedCost Of(ReembeddingPlan plan, Prices prices)
    {
        var cost = new Dictionary<string, double>();
        if (plan.BuildingSeconds is { } seconds)
        {
            cost["cores"] = seconds / 3_600 * plan.Cores * prices.CoreHour;
        }

        cost["reads"] = plan.IsRemote ? plan.Points / 10_000.0 * prices.Reads10000 : 0;
        cost["egress"] = plan.IsRemote ? plan.ReadBytes / Gib * prices.EgressGib : 0;

        // Both generations lie on disk while the new one is built and the old one is kept.
        var beside = (plan.BuildingSeconds ?? 0) + plan.RetentionSeconds;
        cost["storage"] = plan.VectorBytes / Gib * prices.StorageGibMonth * (beside / Month.TotalSeconds);
        if (plan.BuildingSeconds is not null)
        {
            cost["sum"] = cost.Values.Sum();
        }

        return new ReembedCost(prices.Currency, cost);
    }
}
