using Cluster.Artifacts.Folder;
using Cluster.Domain.Identity;
using Cluster.Grains.Collections.Changes;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Collections;

public sealed class ChangeBookTests : IDisposable
{
    private static readonly CollectionName Alias = new("shop");
    private static readonly ChangeOptions Options = new();

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_change_is_on_disk_before_it_may_be_written_and_is_taken_only_when_it_has_ended()
    {
        var book = await BookAsync();
        var ticket = await book.BeginAsync([Point(1), Point(2)], static () => true, default);
        Assert.Empty((await book.TakeAsync(100, default)).Ids);
        Assert.Equal(2, book.Lag.Points);

        // What a killed process leaves behind counts as ended: it may have been written.
        var restarted = await BookAsync();
        Assert.Equal(new[] { Point(1), Point(2) }.Order(), (await restarted.TakeAsync(100, default)).Ids.Order());
        Assert.False(restarted.End(ticket!.Value), "the writer must learn that it has to announce the change again");

        Assert.True(book.End(ticket.Value));
        var batch = await book.TakeAsync(100, default);
        Assert.Equal(new[] { Point(1), Point(2) }.Order(), batch.Ids.Order());
        await book.ForgetAsync(batch.Segments, default);
        Assert.True(book.IsClear);
        Assert.Empty((await (await BookAsync()).TakeAsync(100, default)).Ids);
    }

    [Fact]
    public async Task Where_no_generation_follows_nothing_is_written_down()
    {
        var book = await BookAsync();
        var ticket = await book.BeginAsync([Point(1)], static () => false, default);
        Assert.False(book.IsClear);
        Assert.True(book.End(ticket!.Value));
        Assert.True(book.IsClear);
    }

    [Fact]
    public async Task A_change_that_takes_too_long_counts_as_ended_and_its_writer_is_told()
    {
        var book = await BookAsync();
        var ticket = await book.BeginAsync([Point(1)], static () => true, default);
        _time.Advance(Options.TicketLife + TimeSpan.FromSeconds(1));
        Assert.Equal([Point(1)], (await book.TakeAsync(100, default)).Ids);
        Assert.False(book.End(ticket!.Value));
    }

    [Fact]
    public async Task A_fence_waits_for_changes_under_way_and_holds_back_new_ones()
    {
        var book = await BookAsync();
        var ticket = await book.BeginAsync([Point(1)], static () => true, default);
        var fencing = book.FenceAsync(default);
        Assert.False(fencing.IsCompleted);
        var late = book.BeginAsync([Point(2)], static () => true, default);
        Assert.False(late.IsCompleted);

        book.End(ticket!.Value);
        var fence = await fencing;
        Assert.True(book.IsFenced(fence!.Number));
        Assert.False(late.IsCompleted);
        Assert.False(book.IsClear, "what has ended is not taken over yet");

        book.Lift(fence.Number);
        Assert.NotNull(await late);
        Assert.False(book.IsFenced(fence.Number));
    }

    [Fact]
    public async Task A_fence_that_nobody_lifts_falls_by_itself_and_the_change_behind_it_goes_on()
    {
        var book = await BookAsync();
        var fence = await book.FenceAsync(default);
        var late = book.BeginAsync([Point(2)], static () => true, default);
        _time.Advance(Options.FenceLife + TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await late);
        Assert.False(book.IsFenced(fence!.Number));
    }

    [Fact]
    public async Task Changes_that_begin_together_share_a_segment_and_all_are_taken()
    {
        var book = await BookAsync();

        // As in its grain: what goes on after a write is a turn of its own, which overlaps with no other.
        var turns = new TaskFactory(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        var tickets = await turns.StartNew(() => Task.WhenAll(Enumerable.Range(0, 200).Select(i => book.BeginAsync([Point(i)], static () => true, default)))).Unwrap();
        Assert.True(Directory.GetFiles(_folder.Path("artifacts", "changes", "shop")).Length < 200);
        foreach (var ticket in tickets)
        {
            Assert.True(book.End(ticket!.Value));
        }

        Assert.Equal(200, (await book.TakeAsync(1_000, default)).Ids.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static PointId Point(int i) => PointId.For(new CorpusId("c"), new BlobKey($"{i}"));

    private async Task<ChangeBook> BookAsync()
    {
        var store = new FolderArtifactStore(Microsoft.Extensions.Options.Options.Create(new FolderArtifactOptions { Folder = _folder.Path("artifacts") }), _time);
        var book = new ChangeBook(Alias, new ChangeLog(store), Options, _time);
        await book.LoadAsync(default);
        return book;
    }
}
