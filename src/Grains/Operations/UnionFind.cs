using Cluster.Domain.Identity;

namespace Cluster.Grains.Operations;

/// <summary>Groups points transitively. Holds only points that were joined with another.</summary>
internal sealed class UnionFind
{
    private readonly Dictionary<PointId, PointId> _parents = [];

    /// <summary>Puts two points, and all that are joined with either, into one group.</summary>
    public void Join(PointId a, PointId b)
    {
        var (first, second) = (Root(a), Root(b));
        if (first != second)
        {
            // The lower id leads, so that the groups do not depend on the order of joining.
            _parents[first < second ? second : first] = first < second ? first : second;
        }
    }

    /// <summary>The groups by their lowest id, each by id.</summary>
    public IEnumerable<IReadOnlyList<PointId>> Groups() => _parents.Keys.ToList()
        .GroupBy(Root)
        .OrderBy(static group => group.Key)
        .Select(static IReadOnlyList<PointId> (group) => [.. group.Order()]);

    private PointId Root(PointId id)
    {
        var root = id;
        while (_parents.TryGetValue(root, out var parent) && parent != root)
        {
            root = parent;
        }

        // The way is made short for the next time.
        for (var at = id; at != root;)
        {
            var next = _parents.GetValueOrDefault(at, root);
            _parents[at] = root;
            at = next;
        }

        _parents.TryAdd(root, root);
        return root;
    }
}
