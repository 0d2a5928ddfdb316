using Cluster.Artifacts.Rolls;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Operations;

/// <summary>Walks four rolls, each in order of the ids, side by side. An id that a roll has twice counts once.</summary>
internal sealed class SideBySide(params IAsyncEnumerable<RollEntry>[] rolls) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<RollEntry>[] _rolls = [.. rolls.Select(static roll => roll.GetAsyncEnumerator())];
    private readonly bool[] _open = new bool[rolls.Length];
    private bool _began;

    /// <summary>Different ids met so far in each roll.</summary>
    public long[] Seen { get; } = new long[rolls.Length];

    /// <summary>The next image that is in any of them; null at the end.</summary>
    public async Task<ImageAccounts?> NextAsync()
    {
        if (!_began)
        {
            _began = true;
            for (var i = 0; i < _rolls.Length; i++)
            {
                _open[i] = await _rolls[i].MoveNextAsync();
            }
        }

        PointId? first = null;
        for (var i = 0; i < _rolls.Length; i++)
        {
            if (_open[i] && (first is null || _rolls[i].Current.Id < first))
            {
                first = _rolls[i].Current.Id;
            }
        }

        if (first is not { } id)
        {
            return null;
        }

        var versions = new ulong?[_rolls.Length];
        var key = "";
        for (var i = 0; i < _rolls.Length; i++)
        {
            while (_open[i] && _rolls[i].Current.Id == id)
            {
                Seen[i] += versions[i] is null ? 1 : 0;
                versions[i] = _rolls[i].Current.Version;
                key = _rolls[i].Current.Key ?? key;
                _open[i] = await _rolls[i].MoveNextAsync();
            }
        }

        return new ImageAccounts(id, key, versions[0], versions[1], versions[2], versions[3]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var roll in _rolls)
        {
            await roll.DisposeAsync();
        }
    }
}
