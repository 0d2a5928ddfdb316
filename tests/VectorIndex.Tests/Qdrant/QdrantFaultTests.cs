using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.FakeQdrant;
using Cluster.VectorIndex.Qdrant;
using Cluster.VectorIndex.Qdrant.Wire;
using Grpc.Core;
using static Cluster.VectorIndex.Tests.Conformance.TestPoints;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>What the adapter makes of a server that fails.</summary>
public sealed class QdrantFaultTests : IAsyncLifetime
{
    private static readonly CollectionName Collection = new("points");
    private readonly RecordingTimeProvider _time = new();
    private FakeQdrantServer? _server;
    private QdrantVectorIndex? _index;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FakeServerState State => _server!.State;

    private QdrantVectorIndex Index => _index!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeQdrantServer.StartAsync();
        _index = FakeQdrantHost.Open(_server.Address.ToString(), time: _time);
        await _index.CreateCollectionAsync(new CollectionSpec(Collection, Space, 8), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _index!.Dispose();
        await _server!.DisposeAsync();
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task A_fault_that_may_pass_is_tried_again_after_growing_pauses(StatusCode code)
    {
        State.FailNext(new ServerFault("Upsert", code));
        State.FailNext(new ServerFault("Upsert", code));
        await Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation);
        Assert.Equal(10, await Index.CountAsync(Collection, null, Cancellation));
        Assert.Equal([TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400)], _time.Pauses);
    }

    [Fact]
    public async Task A_cut_connection_is_made_again()
    {
        State.FailNext(new ServerFault("Upsert", StatusCode.Unavailable) { CutsConnection = true });
        await Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation);
        Assert.Equal(10, await Index.CountAsync(Collection, null, Cancellation));
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_not_doubled()
    {
        State.FailNext(new ServerFault("Upsert", StatusCode.Unavailable) { AfterTheDeed = true });
        await Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation);
        Assert.Equal(10, await Index.CountAsync(Collection, null, Cancellation));
    }

    [Fact]
    public async Task A_write_applied_in_part_is_sent_again_whole()
    {
        State.FailNext(new ServerFault("Upsert", StatusCode.Internal) { HalfWritten = true });
        await Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation);
        Assert.Equal(10, await Index.CountAsync(Collection, null, Cancellation));
    }

    [Fact]
    public async Task A_server_that_asks_for_a_pause_gets_it()
    {
        State.FailNext(Exhausted(("retry-after", "7")));
        await Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation);
        Assert.Equal([TimeSpan.FromSeconds(7)], _time.Pauses);
    }

    [Fact]
    public async Task A_server_that_asks_for_too_long_a_pause_is_overloaded()
    {
        State.FailNext(Exhausted(("retry-after", "3600")));
        Assert.Equal(FailureKind.Overloaded, await FailureAsync(() => Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation)));
        Assert.Empty(_time.Pauses);
    }

    [Fact]
    public async Task A_request_over_the_whole_budget_is_split()
    {
        State.FailNext(Exhausted());
        State.FailNext(Exhausted());
        await Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation);
        Assert.Equal(10, await Index.CountAsync(Collection, null, Cancellation));
        Assert.Equal([10, 5, 2, 3, 5], State.Calls.Select(call => call.Request).OfType<UpsertPoints>().Select(upsert => upsert.Points.Count));
    }

    [Fact]
    public async Task A_full_server_is_not_tried_again()
    {
        State.FailNext(Exhausted(("qdrant-insufficient-storage", "1"), ("retry-after", "1")));
        Assert.Equal(FailureKind.StorageFull, await FailureAsync(() => Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation)));
        State.FailNext(new ServerFault("Upsert", StatusCode.Internal) { Detail = "No space left on device: WAL buffer size exceeds available disk space" });
        Assert.Equal(FailureKind.StorageFull, await FailureAsync(() => Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation)));
        Assert.Empty(_time.Pauses);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument, FailureKind.InvalidRequest)]
    [InlineData(StatusCode.OutOfRange, FailureKind.InvalidRequest)]
    [InlineData(StatusCode.NotFound, FailureKind.CollectionNotFound)]
    [InlineData(StatusCode.AlreadyExists, FailureKind.Conflict)]
    [InlineData(StatusCode.Unauthenticated, FailureKind.Unavailable)]
    [InlineData(StatusCode.ResourceExhausted, FailureKind.TooLarge)]
    [InlineData(StatusCode.Unimplemented, FailureKind.InvalidRequest)]
    [InlineData(StatusCode.PermissionDenied, FailureKind.Unavailable)]
    [InlineData(StatusCode.DataLoss, FailureKind.Unavailable)]
    public async Task A_fault_that_stays_is_not_tried_again(StatusCode code, FailureKind expected)
    {
        State.FailNext(new ServerFault("Count", code));
        Assert.Equal(expected, await FailureAsync(() => Index.CountAsync(Collection, null, Cancellation)));
        Assert.Empty(_time.Pauses);
    }

    [Fact]
    public async Task A_server_that_does_not_come_back_is_unavailable_after_the_last_attempt()
    {
        for (var i = 0; i < 6; i++)
        {
            State.FailNext(new ServerFault("Count", StatusCode.Unavailable));
        }

        Assert.Equal(FailureKind.Unavailable, await FailureAsync(() => Index.CountAsync(Collection, null, Cancellation)));
        Assert.Equal(5, _time.Pauses.Count);
    }

    [Fact]
    public async Task A_slow_server_runs_into_the_deadline()
    {
        using var hasty = FakeQdrantHost.Open(
            _server!.Address.ToString(), options => (options.ReadTimeout, options.Attempts) = (TimeSpan.FromMilliseconds(100), 1));
        var never = new TaskCompletionSource();
        State.FailNext(new ServerFault("Count", StatusCode.OK) { HeldUntil = never.Task });
        await hasty.FindCollectionAsync(new CollectionName("missing"), Cancellation);
        Assert.Equal(FailureKind.Unavailable, await FailureAsync(() => hasty.CountAsync(Collection, null, Cancellation)));
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled_not_as_a_failure()
    {
        var never = new TaskCompletionSource();
        State.FailNext(new ServerFault("Count", StatusCode.OK) { HeldUntil = never.Task });
        using var cancel = new CancellationTokenSource();
        var count = Index.CountAsync(Collection, null, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => count);
    }

    [Fact]
    public async Task A_collection_dropped_by_someone_else_is_found_out()
    {
        await Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation);
        State.Collections.Clear();
        Assert.Equal(FailureKind.CollectionNotFound, await FailureAsync(() => Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation)));
        await Index.CreateCollectionAsync(new CollectionSpec(Collection, OtherSpace, 4), Cancellation);
        Assert.Equal(FailureKind.SpaceMismatch, await FailureAsync(() => Index.UpsertAsync(Collection, Random(1, 10, 8), Cancellation)));
    }

    private static ServerFault Exhausted(params (string Key, string Value)[] trailers)
    {
        var metadata = new Metadata();
        foreach (var (key, value) in trailers)
        {
            metadata.Add(key, value);
        }

        return new ServerFault("Upsert", StatusCode.ResourceExhausted) { Trailers = metadata };
    }

    private static async Task<FailureKind> FailureAsync(Func<Task> action) => (await Assert.ThrowsAsync<FailureException>(action)).Failure.Kind;
}
