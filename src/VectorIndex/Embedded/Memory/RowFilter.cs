using System.Collections.Frozen;
using Cluster.Domain.Identity;
using Cluster.Domain.Retrieval;

namespace Cluster.VectorIndex.Embedded.Memory;

/// <summary>A filter made ready for a scan: each leaf is worked out for every distinct value of its field, so that a row costs one look-up.</summary>
internal sealed class RowFilter
{
    private readonly Node _root;

    private RowFilter(Node root) => _root = root;

    private delegate void Node(BlockView view, Span<ulong> mask);

    /// <summary>The fields that a filter speaks of.</summary>
    public static IEnumerable<string> FieldsOf(Filter? filter) => filter switch
    {
        null => [],
        Filter.All all => all.Conditions.SelectMany(FieldsOf),
        Filter.Any any => any.Conditions.SelectMany(FieldsOf),
        Filter.Not not => FieldsOf(not.Condition),
        _ => FilterMatcher.FieldOf(filter) is { } field ? [field] : [],
    };

    /// <summary>Makes a filter ready; every field it speaks of must be among <paramref name="columns"/>. Take the snapshot before.</summary>
    public static RowFilter Compile(Filter filter, IReadOnlyDictionary<string, FieldColumn> columns) => new(Build(filter, columns));

    /// <summary>Sets the bits of the rows that are alive, and no others.</summary>
    public static void Alive(BlockView view, Span<ulong> mask)
    {
        mask.Fill(ulong.MaxValue);
        if ((view.Count & 63) != 0)
        {
            mask[^1] = (1UL << (view.Count & 63)) - 1;
        }

        if (view.Dead is { } dead)
        {
            for (var i = 0; i < mask.Length; i++)
            {
                mask[i] &= ~dead[i];
            }
        }
    }

    /// <summary>Sets the bits of the rows that are alive and pass, and no others.</summary>
    public void Fill(BlockView view, Span<ulong> mask)
    {
        _root(view, mask);
        Span<ulong> alive = stackalloc ulong[mask.Length];
        Alive(view, alive);
        And(mask, alive);
    }

    private static Node Build(Filter filter, IReadOnlyDictionary<string, FieldColumn> columns) => filter switch
    {
        Filter.All all => Join(all.Conditions, columns, And),
        Filter.Any any => Join(any.Conditions, columns, Or),
        Filter.Not not => Negate(Build(not.Condition, columns)),
        Filter.HasId hasId => OneOf(hasId.Ids.ToFrozenSet()),
        _ => Leaf(filter, columns[FilterMatcher.FieldOf(filter)!]),
    };

    private static Node Join(IReadOnlyList<Filter> conditions, IReadOnlyDictionary<string, FieldColumn> columns, Action<Span<ulong>, ReadOnlySpan<ulong>> join)
    {
        var nodes = conditions.Select(condition => Build(condition, columns)).ToArray();
        return (view, mask) =>
        {
            if (nodes.Length == 0)
            {
                mask.Fill(ulong.MaxValue);
                return;
            }

            nodes[0](view, mask);
            var other = new ulong[mask.Length];
            foreach (var node in nodes.AsSpan(1))
            {
                node(view, other);
                join(mask, other);
            }
        };
    }

    private static Node Negate(Node node) => (view, mask) =>
    {
        node(view, mask);
        foreach (ref var word in mask)
        {
            word = ~word;
        }
    };

    private static Node OneOf(FrozenSet<PointId> ids) => (view, mask) =>
    {
        mask.Clear();
        for (var row = 0; row < view.Count; row++)
        {
            mask[row >> 6] |= ids.Contains(view.Block.Ids[row]) ? 1UL << (row & 63) : 0;
        }
    };

    private static Node Leaf(Filter leaf, FieldColumn column)
    {
        var values = column.Values;
        var passes = new bool[values.Length];
        for (var i = 0; i < passes.Length; i++)
        {
            passes[i] = FilterMatcher.MatchesValue(leaf, values[i]);
        }

        var field = FilterMatcher.FieldOf(leaf)!;
        return (view, mask) =>
        {
            mask.Clear();
            var codes = view.Block.Fields[field].AsSpan(0, view.Count);
            for (var row = 0; row < codes.Length; row++)
            {
                mask[row >> 6] |= passes[codes[row]] ? 1UL << (row & 63) : 0;
            }
        };
    }

    private static void And(Span<ulong> mask, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] &= other[i];
        }
    }

    private static void Or(Span<ulong> mask, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] |= other[i];
        }
    }
}
