using Cluster.Contracts.Operations;

namespace Cluster.Grains.Operations;

/// <summary>Gathers what an operation finds, in bounded memory: all by name in files, a page each, and the first page to be shown at once.</summary>
internal sealed class Findings(FindingFiles files, string operation, Func<OperationProgress, Task> tell, params string[] classes)
{
    private const int TellEvery = 50_000;

    private readonly Dictionary<string, long> _counts = classes.ToDictionary(static what => what, static _ => 0L, StringComparer.Ordinal);
    private readonly List<OperationFinding> _first = [];
    private readonly List<OperationFinding> _page = [];
    private long _looked;
    private int _pages;

    /// <summary>Something was looked at.</summary>
    public Task LookAsync(int count = 1)
    {
        var before = _looked / TellEvery;
        _looked += count;
        return _looked / TellEvery > before ? tell(Progress()) : Task.CompletedTask;
    }

    /// <summary>Something was found.</summary>
    public Task AddAsync(string what, string key, string detail, CancellationToken cancellationToken)
    {
        var finding = new OperationFinding(what, key, detail);
        Count(what, 1);
        if (_first.Count < FindingFiles.PageSize)
        {
            _first.Add(finding);
        }

        _page.Add(finding);
        return _page.Count == FindingFiles.PageSize ? WritePageAsync(cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Counts something that needs no name.</summary>
    public void Count(string what, long count) => _counts[what] = _counts.GetValueOrDefault(what) + count;

    /// <summary>All of it, once everything has been found.</summary>
    public async Task<OperationProgress> EndAsync(CancellationToken cancellationToken)
    {
        if (_page.Count > 0)
        {
            await WritePageAsync(cancellationToken);
        }

        return Progress();
    }

    private OperationProgress Progress() => new() { Looked = _looked, Counts = new Dictionary<string, long>(_counts), Findings = [.. _first], Pages = _pages };

    private async Task WritePageAsync(CancellationToken cancellationToken)
    {
        await files.WriteAsync(operation, _pages++, _page, cancellationToken);
        _page.Clear();
    }
}
