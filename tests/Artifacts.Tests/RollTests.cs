using Cluster.Artifacts;
using Cluster.Artifacts.Folder;
using Cluster.Artifacts.Rolls;
using Cluster.Domain.Identity;
using Cluster.TestSupport;
using CsCheck;
using Microsoft.Extensions.Options;

namespace Cluster.Artifacts.Tests;

public sealed class RollTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;

    public RollTests() => _store = new FolderArtifactStore(Options.Create(new FolderArtifactOptions { Folder = _folder.Root }), TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Entries_come_back_by_id_however_many_chunks_they_took() => Gen
        .Select(Gen.Select(Gen.ULong[0, 50], Gen.ULong[0, 3], Gen.ULong).Array[0, 300], Gen.Int[1, 40])
        .SampleAsync(
            async (entries, chunk) =>
            {
                await using var sorter = new RollSorter(_store, "tmp/sort/", chunk);
                var expected = entries.Select(static e => new RollEntry(new PointId(e.Item1, e.Item2), e.Item3, e.Item3 % 3 == 0 ? $"key-{e.Item3}" : null)).ToList();
                foreach (var entry in expected)
                {
                    await sorter.AddAsync(entry, default);
                }

                var read = await sorter.ReadAsync(default).ToListAsync();
                Assert.Equal(expected.Select(static e => e.Id).Order(), read.Select(static e => e.Id));
                Assert.Equal(expected.Order(Everything), read.Order(Everything));
            },
            iter: 30, threads: 1);

    [Fact]
    public async Task More_rolls_than_can_be_merged_at_a_time_are_merged_in_steps_and_nothing_is_left_behind()
    {
        await using (var sorter = new RollSorter(_store, "tmp/sort/", chunk: 2))
        {
            for (ulong i = 0; i < 700; i++)
            {
                await sorter.AddAsync(new RollEntry(new PointId(i * 7919 % 701, 0), i), default);
            }

            Assert.Equal(700, await sorter.WriteAsync(ArtifactName.Of("roll"), default));
        }

        Assert.Equal(["roll"], (await _store.ListAsync("", default).ToListAsync()).Select(static entry => entry.Name.Value));
        await using var again = new RollSorter(_store, "tmp/again/");
        again.Add(ArtifactName.Of("roll"));
        Assert.Equal(700, await again.ReadAsync(default).Select(static entry => entry.Version).Distinct().CountAsync());
    }

    [Fact]
    public async Task A_roll_that_was_cut_off_is_refused()
    {
        await using (var sorter = new RollSorter(_store, "tmp/sort/"))
        {
            await sorter.AddAsync(new RollEntry(new PointId(1, 2), 3), default);
            await sorter.WriteAsync(ArtifactName.Of("roll"), default);
        }

        await File.WriteAllBytesAsync(_folder.Path("roll"), (await File.ReadAllBytesAsync(_folder.Path("roll")))[..^1]);
        await using var again = new RollSorter(_store, "tmp/again/");
        again.Add(ArtifactName.Of("roll"));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await again.ReadAsync(default).CountAsync());
    }

    private static readonly Comparer<RollEntry> Everything = Comparer<RollEntry>.Create(static (a, b) =>
        (a.Id.CompareTo(b.Id), a.Version.CompareTo(b.Version)) switch { (0, var order) => order, (var order, _) => order });
}
