using Cluster.Artifacts;
using Cluster.Artifacts.Folder;
using Cluster.Artifacts.Ledger;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
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
        await _writer.WriteSegmentAsync(Partition(10), 0, [Row("z")], default);
        await _writer.WriteSegmentAsync(Partition(2), 2_000, [Row("c", FailureKind.TimedOut)], default);
        await _writer.WriteSegmentAsync(Partition(2), 0, [Row("a\"\n\u2028ü日本/🙂.jpg"), Row("b", FailureKind.TooManyPixels)], default);
        var rows = await _reader.ReadAsync(Job, null, default).ToListAsync();
        Assert.Equal(
            [
                (Partition(2), Row("a\"\n\u2028ü日本/🙂.jpg")), (Partition(2), Row("b", FailureKind.TooManyPixels)),
                (Partition(2), Row("c", FailureKind.TimedOut)), (Partition(10), Row("z")),
            ],
            rows.Select(static row => (row.Partition, row.Row)));
    }

    [Fact]
    public async Task Reading_goes_on_behind_any_row_and_misses_none()
    {
        await _writer.WriteSegmentAsync(Partition(0), 0, [Row("a"), Row("b", FailureKind.Gone)], default);
        await _writer.WriteSegmentAsync(Partition(0), 1_000, [Row("c")], default);
        await _writer.WriteSegmentAsync(Partition(11), 0, [Row("d"), Row("e")], default);
        var all = await _reader.ReadAsync(Job, null, default).ToListAsync();
        Assert.Equal(5, all.Count);
        for (var i = 0; i < all.Count; i++)
        {
            // As a caller sees it: written down and read again.
            Assert.True(LedgerCursor.TryParse(all[i].Cursor.ToString(), out var cursor));
            Assert.Equal(all[(i + 1)..], await _reader.ReadAsync(Job, null, cursor, default).ToListAsync());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("00000000/0.jsonl")]
    [InlineData("00000000/0.jsonl:x")]
    [InlineData("00000000/0.jsonl:-1")]
    public void Text_that_no_ledger_gave_is_no_cursor(string text) => Assert.False(LedgerCursor.TryParse(text, out _));

    [Fact]
    public async Task Replay_from_the_same_watermark_replaces_what_an_uncommitted_attempt_left()
    {
        await _writer.WriteSegmentAsync(Partition(0), 500, [Row("a"), Row("b")], default);
        await _writer.WriteSegmentAsync(Partition(0), 500, [Row("b")], default);
        Assert.Equal(["b"], await KeysAsync());
        await _writer.WriteSegmentAsync(Partition(0), 500, [], default);
        Assert.Empty(await KeysAsync());
        await _writer.WriteSegmentAsync(Partition(0), 500, [], default);
    }

    [Fact]
    public async Task Rows_can_be_asked_for_by_reason_and_by_partition()
    {
        await _writer.WriteSegmentAsync(Partition(0), 0, [Row("a"), Row("b", FailureKind.Gone)], default);
        await _writer.WriteSegmentAsync(Partition(1), 0, [Row("c", FailureKind.Gone)], default);
        await _writer.WriteSegmentAsync(new PartitionId(new JobId("job-10"), 1), 0, [Row("other")], default);
        Assert.Equal(["b", "c"], await KeysAsync(FailureKind.Gone));
        Assert.Equal(["c"], await _reader.ReadAsync(Partition(1), null, default).Select(static r => r.Row.Key.Value).ToListAsync());
    }

    [Fact]
    public async Task Summaries_come_back_by_ordinal_and_say_whether_every_image_is_accounted_for()
    {
        var whole = new PartitionSummary(1, 10, new OutcomeCounts(7, 2, 1), Time);
        var lacking = new PartitionSummary(0, 10, new OutcomeCounts(7, 1, 1), Time);
        await _writer.WriteSegmentAsync(Partition(1), 0, [Row("a")], default);
        await _writer.WriteSummaryAsync(Job, whole, default);
        await _writer.WriteSummaryAsync(Job, lacking, default);
        Assert.Equal([lacking, whole], await _reader.ReadSummariesAsync(Job, default).ToListAsync());
        Assert.True(whole.IsComplete);
        Assert.False(lacking.IsComplete);
        Assert.Null(await _reader.ReadSummaryAsync(Partition(5), default));
    }

    [Fact]
    public async Task Failure_that_is_no_reason_for_quarantine_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _writer.WriteSegmentAsync(Partition(0), 0, [Row("a", FailureKind.Unavailable)], default));

    [Fact]
    public async Task Damaged_segment_names_itself_and_the_line()
    {
        await _writer.WriteSegmentAsync(Partition(0), 0, [Row("a")], default);
        await File.AppendAllTextAsync(_folder.Path("ledger", "job-1", "00000000", "000000000000.jsonl"), "{\"key\":\n", TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => KeysAsync());
        Assert.Contains("Line 2 of the ledger segment 'ledger/job-1/00000000/000000000000.jsonl'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_job_leaves_nothing_and_its_neighbours_alone()
    {
        await _writer.WriteSegmentAsync(Partition(0), 0, [Row("a")], default);
        await _writer.WriteSegmentAsync(new PartitionId(new JobId("job-10"), 0), 0, [Row("b")], default);
        await _writer.DeleteJobAsync(Job, default);
        Assert.Equal("ledger/job-10/00000000/000000000000.jsonl", (await _store.ListAsync("", default).ToListAsync()).Single().Name.Value);
    }

    private static PartitionId Partition(int ordinal) => new(Job, ordinal);

    private static QuarantineRow Row(string key, FailureKind reason = FailureKind.Truncated) =>
        new(new BlobKey(key), key, reason, "what was wrong", "1-2", Time, 1);

    private async Task<List<string>> KeysAsync(FailureKind? reason = null) =>
        await _reader.ReadAsync(Job, reason, default).Select(static r => r.Row.Key.Value).ToListAsync();
}
