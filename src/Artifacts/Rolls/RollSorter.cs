using System.Globalization;

namespace Cluster.Artifacts.Rolls;

/// <summary>
/// Brings any number of entries into the order of their ids in bounded memory: chunks are sorted in memory and kept as artifacts below a prefix,
/// then merged, at most <see cref="FanIn"/> at a time. Not safe for concurrent use.
/// </summary>
/// <param name="store">Where the chunks lie meanwhile.</param>
/// <param name="prefix">Whole segments ending in a slash, the sorter's own; <see cref="DisposeAsync"/> empties it.</param>
/// <param name="chunk">Entries sorted in memory at a time. Default: 500,000 (some 30 MB).</param>
public sealed class RollSorter(IArtifactStore store, string prefix, int chunk = 500_000) : IAsyncDisposable
{
    /// <summary>Rolls merged at a time.</summary>
    public const int FanIn = 128;

    private readonly List<RollEntry> _entries = [];
    private readonly List<ArtifactName> _rolls = [];
    private int _made;

    /// <summary>Adds an entry.</summary>
    public async ValueTask AddAsync(RollEntry entry, CancellationToken cancellationToken)
    {
        _entries.Add(entry);
        if (_entries.Count >= chunk)
        {
            await SpillAsync(cancellationToken);
        }
    }

    /// <summary>Adds a roll that is already in order. It is read when the entries are, and stays.</summary>
    public void Add(ArtifactName roll) => _rolls.Add(roll);

    /// <summary>All entries, by id.</summary>
    public async IAsyncEnumerable<RollEntry> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // 1. Fewer and longer rolls, until they can be merged in one go.
        while (_rolls.Count > FanIn)
        {
            var group = _rolls[..FanIn];
            var merged = await WriteAsync(OpenAll(group, cancellationToken), cancellationToken);
            _rolls.RemoveRange(0, FanIn);
            _rolls.Add(merged);
            foreach (var name in group.Where(name => name.Value.StartsWith(prefix, StringComparison.Ordinal)))
            {
                await store.DeleteAsync(name, cancellationToken);
            }
        }

        // 2. What is still in memory is one more.
        _entries.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        var rolls = OpenAll(_rolls, cancellationToken);
        rolls.Add(_entries.ToAsyncEnumerable());
        await foreach (var entry in RollMerge.MergeAsync(rolls, cancellationToken))
        {
            yield return entry;
        }
    }

    /// <summary>Writes all entries, by id, as one roll; how many there were.</summary>
    public async Task<long> WriteAsync(ArtifactName roll, CancellationToken cancellationToken)
    {
        long count = 0;
        await store.WriteAsync(roll, async (stream, token) => count = await RollFile.WriteAsync(stream, ReadAsync(token), token), cancellationToken);
        return count;
    }

    /// <summary>Removes the chunks.</summary>
    public async ValueTask DisposeAsync()
    {
        await foreach (var entry in store.ListAsync(prefix, CancellationToken.None))
        {
            await store.DeleteAsync(entry.Name, CancellationToken.None);
        }
    }

    private async Task SpillAsync(CancellationToken cancellationToken)
    {
        _entries.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        _rolls.Add(await WriteAsync([_entries.ToAsyncEnumerable()], cancellationToken));
        _entries.Clear();
    }

    private async Task<ArtifactName> WriteAsync(IReadOnlyList<IAsyncEnumerable<RollEntry>> rolls, CancellationToken cancellationToken)
    {
        var name = ArtifactName.Of(prefix + (_made++).ToString("D8", CultureInfo.InvariantCulture));
        await store.WriteAsync(name, (stream, token) => RollFile.WriteAsync(stream, RollMerge.MergeAsync(rolls, token), token), cancellationToken);
        return name;
    }

    private List<IAsyncEnumerable<RollEntry>> OpenAll(List<ArtifactName> names, CancellationToken cancellationToken) =>
        [.. names.Select(name => RollFile.ReadAsync(store, name, cancellationToken))];
}
