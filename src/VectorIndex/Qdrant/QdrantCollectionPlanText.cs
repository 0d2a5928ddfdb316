using System.Globalization;
using System.Text;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>A plan for a person to read.</summary>
public static class QdrantCollectionPlanText
{
    /// <summary>The plan as lines of text, invariant culture.</summary>
    public static string Render(QdrantCollectionPlan plan)
    {
        var text = new StringBuilder();
        Line("points", $"{plan.Points:N0} x {plan.Dimension}");
        Line("cluster", $"{plan.Nodes} nodes of {plan.NodeMemoryGiB:0.#} GiB for vectors");
        Line("shards", $"{plan.Shards}, each on {plan.Replication} nodes; a write needs {plan.WriteConsistency}");
        Line("originals", $"{plan.Originals}, {(plan.OriginalsOnDisk ? "on disk" : "in memory")}");
        Line("rounded copies", $"{plan.Copies}{(plan.Copies == QuantisedCopy.None ? "" : ", in memory")}");
        Line("graph", $"{plan.Links} links a point, built after the load");
        Line("load", $"{plan.PointsPerRequest} points a request, a fence every {plan.RequestsPerFence} requests ({plan.PointsPerRequest * plan.RequestsPerFence:N0} points)");
        Line("memory a node", $"{plan.MemoryPerNodeGiB:N1} GiB of {plan.NodeMemoryGiB:0.#}");
        Line("disk a node", $"{plan.DiskPerNodeGiB:N1} GiB");
        Line("verdict", $"{(plan.Fits ? "fits" : $"does not fit: {plan.NodesNeeded} nodes of this size would do")}");
        return text.ToString();

        void Line(string what, FormattableString value) => text.Append(CultureInfo.InvariantCulture, $"{what,-15} {value.ToString(CultureInfo.InvariantCulture)}\n");
    }
}
