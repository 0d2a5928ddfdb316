using Cluster.Contracts.Operations;

namespace Cluster.Grains.Operations;

/// <summary>Gathers what an operation finds, in bounded memory, and tells about it now and then.</summary>
internal sealed class Findings(Func<OperationProgress, Task> tell, params string[] classes)
{
    /// <summary>Findings that are named; all are counted.</summary>
    public const int MaxNamed = 1_000;

    private const int TellEvery = 50_000;

    private readonly Dictionary<string, long> _counts = classes.ToDictionary(static what => what, static _ => 0L, StringComparer.Ordinal);
    private readonly List<OperationFinding> _named = [];
    private long _looked;

    /// <summary>What there is now.</summary>
    public OperationProgress Progress => new() { Looked = _looked, Counts = new Dictionary<string, long>(_counts), Findings = [.. _named] };

    /// <summary>Something was looked at.</summary>
    public Task LookAsync(int count = 1)
    {
        var before = _looked / TellEvery;
        _looked += count;
        return _looked / TellEvery > before ? tell(Progress) : Task.CompletedTask;
    }

    /// <summary>Something was found.</summary>
    public void Add(string what, string key, string detail)
    {
        _counts[what] = _counts.GetValueOrDefault(what) + 1;
        if (_named.Count < MaxNamed)
        {
            _named.Add(new OperationFinding(what, key, detail));
        }
    }

    /// <summary>Counts something that needs no name.</summary>
    public void Count(string what, long count) => _counts[what] = _counts.GetValueOrDefault(what) + count;
}
