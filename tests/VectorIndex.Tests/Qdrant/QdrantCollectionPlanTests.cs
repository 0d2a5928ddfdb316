using CsCheck;
using Cluster.VectorIndex.Qdrant;

namespace Cluster.VectorIndex.Tests.Qdrant;

public sealed class QdrantCollectionPlanTests
{
    [Fact]
    public void A_billion_points_need_what_the_published_arithmetic_says()
    {
        // 626 GiB before the fifth on top: int8 copies, 16 links, ids.
        var plan = QdrantCollectionPlan.For(1_000_000_000, 512, new QdrantCollectionLayout { Nodes = 1, NodeMemoryGiB = 1_000 });
        Assert.Equal(QuantisedCopy.Int8, plan.Copies);
        Assert.InRange(plan.MemoryPerNodeGiB, 626 * 1.15, 626 * 1.25);
        Assert.True(plan.Fits);
    }

    [Fact]
    public void Four_bits_are_taken_where_eight_do_not_fit_and_the_server_can()
    {
        var layout = new QdrantCollectionLayout { Nodes = 1, NodeMemoryGiB = 500 };
        Assert.Equal(QuantisedCopy.Turbo4, QdrantCollectionPlan.For(1_000_000_000, 512, layout).Copies);
        var older = QdrantCollectionPlan.For(1_000_000_000, 512, layout, serverHasTurbo: false);
        Assert.Equal(QuantisedCopy.Int8, older.Copies);
        Assert.False(older.Fits);
        Assert.Contains("does not fit: 2 nodes", QdrantCollectionPlanText.Render(older), StringComparison.Ordinal);
    }

    [Fact]
    public void The_nodes_said_to_suffice_do() =>
        Gen.Select(Gen.Long[1, 20_000_000_000], Gen.Int[1, 4096], Gen.Int[1, 50], Gen.Double[1, 512]).Sample((points, dimension, nodes, memory) =>
        {
            var layout = new QdrantCollectionLayout { Nodes = nodes, NodeMemoryGiB = memory, Copies = QuantisedCopy.Turbo4 };
            var plan = QdrantCollectionPlan.For(points, dimension, layout);
            return plan.Shards % nodes == 0
                && (plan.Fits || QdrantCollectionPlan.For(points, dimension, layout with { Nodes = plan.NodesNeeded }).Fits);
        });

    [Fact]
    public void The_plan_is_written_for_a_person() => Assert.Equal(
        """
        points          100,000,000 x 768
        cluster         3 nodes of 64 GiB for vectors
        shards          6, each on 2 nodes; a write needs 2
        originals       Float16, on disk
        rounded copies  Int8, in memory
        graph           16 links a point, built after the load
        load            341 points a request, a fence every 16 requests (5,456 points)
        memory a node   69.7 GiB of 64
        disk a node     344.2 GiB
        verdict         does not fit: 4 nodes of this size would do

        """,
        QdrantCollectionPlanText.Render(QdrantCollectionPlan.For(
            100_000_000, 768, new QdrantCollectionLayout { Nodes = 3, NodeMemoryGiB = 64, Replication = 2 }, serverHasTurbo: false)));
}
