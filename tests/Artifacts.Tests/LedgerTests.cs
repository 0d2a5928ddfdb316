using Cluster.Artifacts;
using Cluster.Artifacts.Folder;
using Cluster.Artifacts.Ledger;
using Cluster.Artifacts.Rolls;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Artifacts.Tests;

public sealed class LedgerTests : IDisposable
{
    private static readonly JobId Job = new("job-1");
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;
    private readonly LedgerWriter _writer;
    private readonly LedgerReader _reader;

    public LedgerTests()
    {
        _store = new FolderArtifactStore(Options.Create(new FolderArtifactOptions { Folder = _folder.Root }), TimeProvider.System);
        (_writer, _reader) = (new LedgerWriter(_store), new LedgerReader(_store));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_come_back_as_written_in_order_of_partition_and_watermark()
    {
        await WriteAsync(10, 0, [Row("z")]);
        await WriteAsync(2, 0, [Row("a\"\n\u2028ü日本/🙂.jpg"), Row("b", FailureKind.TooManyPixels)]);
        await WriteAsync(2, 2, [Row("c", FailureKind.TimedOut)]);
        var rows = await _reader.ReadAsync(Job, null, default(CancellationToken)).ToListAsync();
        Assert.Equal(
            [
                (Partition(2), Row("a\"\n\u2028ü日本/🙂.jpg")), (Partition(2), Row("b", FailureKind.TooManyPixels)),
                (Partition(2), Row("c", FailureKind.TimedOut)), (Partition(10), Row("z")),
            ],
            rows.Select(static row => (row.Partition, row.Row)));
    }

    [Fact]
    public async Task Reading_goes_on_behind_any_row_and_misses_none_sealed_or_not()
    {
        await WriteAsync(0, 0, [Row("a"), Row("b", FailureKind.Gone)]);
        await WriteAsync(0, 2, [Row("c")]);
        await WriteAsync(11, 0, [Row("d"), Row("e")]);
        var all = await _reader.ReadAsync(Job, null, default(CancellationToken)).ToListAsync();
        Assert.Equal(5, all.Count);
        for (var isSealed = 0; isSealed < 2; isSealed++)
        {
            for (var i = 0; i < all.Count; i++)
            {
                // As a caller sees it: written down and read again.
                Assert.True(LedgerCursor.TryParse(all[i].Cursor.ToString(), out var cursor));
                Assert.Equal(all[(i + 1)..], await _reader.ReadAsync(Job, null, cursor, default).ToListAsync());
            }

            await SealAsync(0, new OutcomeCounts(0, 0, 3));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("0:x")]
    [InlineData("00000000/0.jsonl:1")]
    [InlineData("0:-1")]
    public void Text_that_no_ledger_gave_is_no_cursor(string text) => Assert.False(LedgerCursor.TryParse(text, out _));

    [Fact]
    public async Task Replay_from_the_same_watermark_replaces_what_an_uncommitted_attempt_left()
    {
        await WriteAsync(0, 0, [Row("a"), Row("b")]);
        await WriteAsync(0, 0, [Row("b")]);
        Assert.Equal(["b"], await KeysAsync());
        await WriteAsync(0, 0, [], kept: 1);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task Of_two_holders_who_began_at_the_same_image_the_later_one_counts_whenever_the_other_writes()
    {
        await WriteAsync(0, 0, [Row("a")], token: 1);
        await WriteAsync(0, 1, [Row("mine"), Row("too")], token: 2);
        await WriteAsync(0, 3, [Row("c")], token: 2);

        // The first holder wakes up: what it writes starts where its last checkpoint was.
        await WriteAsync(0, 1, [Row("stale"), Row("more"), Row("and more")], token: 1);
        Assert.Equal(["a", "mine", "too", "c"], await KeysAsync());
        var summary = await SealAsync(0, new OutcomeCounts(0, 0, 4));
        await WriteAsync(0, 1, [Row("stale")], token: 1);
        Assert.Equal(["a", "mine", "too", "c"], await KeysAsync());
        Assert.True(summary.IsComplete);
    }

    [Fact]
    public async Task A_sealed_partition_keeps_its_rows_and_the_roll_of_what_stays_and_drops_the_segments()
    {
        await WriteAsync(3, 0, [Row("bad")], kept: 3);
        await WriteAsync(3, 4, [], kept: 2);
        await SealAsync(3, new OutcomeCounts(5, 0, 1));
        Assert.Equal(["bad"], await KeysAsync());
        await using var sorter = new RollSorter(_store, "tmp/test/");
        await _reader.AddRollsAsync(Job, sorter, default);
        var ids = await sorter.ReadAsync(default).Select(static entry => entry.Id).ToListAsync();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(new[] { "0-0", "0-1", "0-2", "4-0", "4-1" }.Select(Id).Order(), ids);
        Assert.Equal(
            ["ledger/job-1/00000003/roll-0000.ids", "ledger/job-1/00000003/rows-0000.jsonl", "ledger/job-1/00000003/summary.json"],
            (await _store.ListAsync("ledger/", default).ToListAsync()).Select(static entry => entry.Name.Value));
    }

    [Fact]
    public async Task A_partition_whose_segments_do_not_add_up_to_its_checkpoint_cannot_be_sealed()
    {
        await WriteAsync(0, 0, [Row("a")]);
        await WriteAsync(0, 2, [Row("c")]);
        await Assert.ThrowsAsync<InvalidDataException>(() => SealAsync(0, new OutcomeCounts(0, 0, 3)));
        await Assert.ThrowsAsync<InvalidDataException>(() => SealAsync(0, new OutcomeCounts(1, 0, 0)));
    }

    [Fact]
    public async Task Rows_can_be_asked_for_by_reason_and_by_partition()
    {
        await WriteAsync(0, 0, [Row("a"), Row("b", FailureKind.Gone)]);
        await WriteAsync(1, 0, [Row("c", FailureKind.Gone)]);
        await _writer.WriteSegmentAsync(
            new PartitionId(new JobId("job-10"), 1), new Segment(0, 1, new FencingToken(1), new OutcomeCounts(0, 0, 1)) { Rows = [Row("other")] }, default);
        Assert.Equal(["b", "c"], await KeysAsync(FailureKind.Gone));
        Assert.Equal(["c"], await _reader.ReadAsync(Partition(1), null, default).Select(static r => r.Row.Key.Value).ToListAsync());
    }

    [Fact]
    public async Task Summaries_come_back_by_ordinal_and_say_whether_every_image_is_accounted_for()
    {
        var whole = new PartitionSummary(Range(1), 10, new OutcomeCounts(7, 2, 1), Time);
        var lacking = new PartitionSummary(Range(0), 10, new OutcomeCounts(7, 1, 1), Time);
        await _writer.WriteSummaryAsync(Job, whole, default);
        await _writer.WriteSummaryAsync(Job, lacking, default);
        Assert.Equivalent(new[] { lacking, whole }, await _reader.ReadSummariesAsync(Job, default).ToListAsync(), strict: true);
        Assert.True(whole.IsComplete);
        Assert.False(lacking.IsComplete);
        Assert.Null(await _reader.ReadSummaryAsync(Partition(5), default));
    }

    [Fact]
    public async Task Failure_that_is_no_reason_for_quarantine_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(0, 0, [Row("a", FailureKind.Unavailable)]));

    [Fact]
    public async Task A_segment_that_does_not_account_for_its_range_is_refused() => await Assert.ThrowsAsync<ArgumentException>(() => _writer.WriteSegmentAsync(
        Partition(0), new Segment(0, 2, new FencingToken(1), new OutcomeCounts(0, 0, 2)) { Rows = [Row("a")] }, default));

    [Fact]
    public async Task Damaged_rows_name_their_artifact_and_the_line()
    {
        await WriteAsync(0, 0, [Row("a")]);
        await SealAsync(0, new OutcomeCounts(0, 0, 1));
        await File.AppendAllTextAsync(_folder.Path("ledger", "job-1", "00000000", "rows-0000.jsonl"), "{\"key\":\n", TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => KeysAsync());
        Assert.Contains("Row 2 of the ledger artifact 'ledger/job-1/00000000/rows-0000.jsonl'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_job_leaves_nothing_and_its_neighbours_alone()
    {
        await WriteAsync(0, 0, [Row("a")]);
        await _writer.WriteSummaryAsync(new JobId("job-10"), new PartitionSummary(Range(0), 0, default, Time), default);
        await _writer.DeleteJobAsync(Job, default);
        Assert.Equal("ledger/job-10/00000000/summary.json", (await _store.ListAsync("", default).ToListAsync()).Single().Name.Value);
    }

    [Fact]
    public async Task A_retry_takes_rows_out_counts_tries_and_keeps_the_sum_and_done_again_changes_nothing()
    {
        await WriteAsync(0, 0, [Row("a"), Row("b"), Row("c"), Row("d")], kept: 2);
        await SealAsync(0, new OutcomeCounts(2, 0, 4));
        var retry = new PartitionId(new JobId("job-1.retry-1"), 0);
        var corpus = new CorpusId("c");
        await _writer.WriteSegmentAsync(
            retry,
            new Segment(0, 3, new FencingToken(1), new OutcomeCounts(1, 1, 1))
            {
                Rows = [Row("c", FailureKind.TimedOut) with { Tries = 2 }],
                Kept = [new KeptImage(PointId.For(corpus, new BlobKey("a")), "t"), new KeptImage(PointId.For(corpus, new BlobKey("d")), "t")],
            },
            default);
        await new PartitionSealer(_store, TimeProvider.System).SealAsync(
            retry.Job, Range(0), new Checkpoint(3, "x", new OutcomeCounts(1, 1, 1)), null, new HashSet<PointId>(), default);
        for (var i = 0; i < 2; i++)
        {
            await new RetryMerge(_store).ApplyAsync(Partition(0), retry, corpus, default);
            var summary = await _reader.ReadSummaryAsync(Partition(0), default);
            Assert.Equal(new OutcomeCounts(3, 1, 2), summary!.Counts);
            Assert.True(summary.IsComplete);
            var rows = await _reader.ReadAsync(Job, null, default(CancellationToken)).Select(static row => (row.Row.Key.Value, row.Row.Reason, row.Row.Tries)).ToListAsync();
            Assert.Equal([("b", FailureKind.Truncated, 1), ("c", FailureKind.TimedOut, 2)], rows);
            await using var sorter = new RollSorter(_store, "tmp/test/");
            await _reader.AddRollsAsync(Job, sorter, default);
            Assert.Equal(4, await sorter.ReadAsync(default).CountAsync());
        }
    }

    private static PartitionId Partition(int ordinal) => new(Job, ordinal);

    private static CorpusPartition Range(int ordinal) => new(ordinal, "a", "z", -1);

    private static PointId Id(string key) => PointId.For(new CorpusId("c"), new BlobKey(key));

    private static QuarantineRow Row(string key, FailureKind reason = FailureKind.Truncated) =>
        new(new BlobKey(key), key, reason, "what was wrong", "1-2", Time, 1);

    private Task WriteAsync(int partition, long from, IReadOnlyList<QuarantineRow> rows, int kept = 0, long token = 1) => _writer.WriteSegmentAsync(
        Partition(partition),
        new Segment(from, from + rows.Count + kept, new FencingToken(token), new OutcomeCounts(kept, 0, rows.Count))
        {
            Rows = rows, Kept = [.. Enumerable.Range(0, kept).Select(i => new KeptImage(Id($"{from}-{i}"), "t"))],
        },
        default);

    private Task<PartitionSummary> SealAsync(int partition, OutcomeCounts counts) => new PartitionSealer(_store, TimeProvider.System).SealAsync(
        Job, Range(partition), new Checkpoint(counts.Total, "x", counts), null, new HashSet<PointId>(), default);

    private async Task<List<string>> KeysAsync(FailureKind? reason = null) =>
        await _reader.ReadAsync(Job, reason, default(CancellationToken)).Select(static r => r.Row.Key.Value).ToListAsync();
}
