using Cluster.Contracts.Reembedding;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Domain.Reembedding;
using Cluster.Grains.Reembedding.Gates;
using Cluster.TestSupport;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Grains.Tests.Reembedding;

public sealed class LatencyGateTests : IAsyncLifetime
{
    private static readonly EmbeddingSpaceId Space = new("latency");
    private readonly TemporaryFolder _folder = new();
    private EmbeddedVectorIndex? _index;

    public async ValueTask InitializeAsync()
    {
        _index = new EmbeddedVectorIndex(new EmbeddedVectorIndexOptions { Path = _folder.Path("vectors.db") }, NullLogger<EmbeddedVectorIndex>.Instance);
        foreach (var place in new[] { Place(1), Place(2) })
        {
            await _index.CreateCollectionAsync(new CollectionSpec(place.Collection, Space, 2), TestContext.Current.CancellationToken);
            await _index.UpsertAsync(
                place.Collection,
                new PointBatch(Space, [Id(1), Id(2)], new float[] { 1, 0, 0, 1 }, [new Dictionary<string, PayloadValue>(), new Dictionary<string, PayloadValue>()]),
                TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _index!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Live_queries_that_take_too_long_in_the_new_generation_fail_the_gate_and_their_number_is_told()
    {
        var gate = await MeasureAsync([.. Enumerable.Range(0, 60).Select(static i => new ShadowTiming(30, i < 55 ? 31 : 200, 1))]);
        Assert.False(gate.Passed);
        Assert.Equal(200 / 30.0, gate.Value, 3);
        Assert.Equal(2, gate.Bound);
        Assert.Contains("200.0 ms in the new generation and 30.0 ms in the old one (60 live queries asked of both)", gate.Detail, StringComparison.Ordinal);
        Assert.Contains("smaller encoder", gate.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_queries_that_are_slower_and_still_quick_pass()
    {
        var gate = await MeasureAsync([.. Enumerable.Repeat(new ShadowTiming(5, 45, 1), 50)]);
        Assert.True(gate.Passed);
        Assert.Contains("50 live queries asked of both", gate.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_live_queries_decide_nothing_and_sampled_points_are_asked_instead()
    {
        var gate = await MeasureAsync([.. Enumerable.Repeat(new ShadowTiming(1, 10_000, 1), 49)]);
        Assert.True(gate.Passed, gate.Detail);
        Assert.Contains("2 sampled points, for lack of live queries", gate.Detail, StringComparison.Ordinal);
    }

    private async Task<GateResult> MeasureAsync(IReadOnlyList<ShadowTiming> timings)
    {
        var context = new GateContext(
            Place(1), Place(2), new ReembeddingSpec(new CollectionName("shop"), "second"), new Dictionary<CorpusId, CorpusSpec>(), new GateEvidence())
        {
            Sample = [new SampledPoint(Id(1), null, null), new SampledPoint(Id(2), null, null)],
        };
        return await new LatencyGate(_index!, TimeProvider.System).MeasureAsync(context, timings, TestContext.Current.CancellationToken);
    }

    private static PointId Id(int number) => new(0, (ulong)number);

    private static LiveCollection Place(int generation) =>
        new(new CollectionName("shop"), new CollectionName($"shop--g{generation}"), new EncoderId("e"), Space, 2, generation);
}
