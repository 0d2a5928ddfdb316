using System.Collections.Concurrent;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex.Embedded.Scanning;

namespace Cluster.VectorIndex.Embedded.Memory;

/// <summary>
/// The vectors of one collection in memory, as they are scanned. One thread at a time changes it and publishes; any number read
/// <see cref="Current"/> meanwhile.
/// </summary>
/// <remarks>
/// Rows never change: replacing a point appends a row and marks the old one dead. A full block more than half dead is emptied by
/// appending its live rows again, so dead rows never outnumber live ones for long.
/// </remarks>
internal sealed class CollectionMatrix
{
    // Large enough that a block is worth a thread's while, small enough that cores share a mid-size collection evenly.
    private const int BlockBytes = 4 << 20;

    private readonly bool _quantised;
    private readonly List<Slot?> _slots = [];
    private readonly Stack<int> _free = new();
    private readonly Dictionary<PointId, long> _rows = [];
    private readonly ConcurrentDictionary<string, FieldColumn> _columns = new(StringComparer.Ordinal);
    private volatile MatrixSnapshot _current;
    private int _open = -1;

    public CollectionMatrix(int dimension, bool quantised)
    {
        Dimension = dimension;
        RowsPerBlock = Math.Clamp(BlockBytes / (dimension * sizeof(float)) / 64 * 64, 64, 65_536);
        _quantised = quantised;
        _current = new MatrixSnapshot(dimension, []);
    }

    public int Dimension { get; }

    public int RowsPerBlock { get; }

    /// <summary>What readers see.</summary>
    public MatrixSnapshot Current => _current;

    /// <summary>The fields whose values are held in memory.</summary>
    public IReadOnlyDictionary<string, FieldColumn> Columns => _columns;

    public bool Contains(PointId id) => _rows.ContainsKey(id);

    /// <summary>Appends a point, or replaces it.</summary>
    public void Put(PointId id, ReadOnlySpan<float> vector, IReadOnlyDictionary<string, PayloadValue>? payload)
    {
        var (slot, row) = Append(id, vector);
        foreach (var (field, column) in _columns)
        {
            slot.Block.Fields[field][row] = column.Encode(payload?.GetValueOrDefault(field));
        }
    }

    /// <summary>Appends the point's vector again, under changed payload fields.</summary>
    public void SetPayload(PointId id, IReadOnlyDictionary<string, PayloadValue> fields)
    {
        if (!_columns.Keys.Any(fields.ContainsKey) || !_rows.TryGetValue(id, out var location))
        {
            return;
        }

        var old = Locate(location, out var oldRow);
        var (slot, row) = Append(id, old.Block.Vector(oldRow));
        foreach (var (field, column) in _columns)
        {
            slot.Block.Fields[field][row] = fields.TryGetValue(field, out var value) ? column.Encode(value) : old.Block.Fields[field][oldRow];
        }
    }

    /// <summary>Forgets a point; one that is not there is no fault.</summary>
    public void Remove(PointId id)
    {
        if (_rows.Remove(id, out var location))
        {
            Kill(location);
        }
    }

    /// <summary>Takes over blocks filled elsewhere.</summary>
    public void Adopt(IEnumerable<(RowBlock Block, int Count)> blocks)
    {
        foreach (var (block, count) in blocks)
        {
            var index = _slots.Count;
            _slots.Add(new Slot(block) { Count = count });
            for (var row = 0; row < count; row++)
            {
                _rows.Add(block.Ids[row], ((long)index * RowsPerBlock) + row);
            }
        }
    }

    public RowBlock NewBlock()
    {
        var block = new RowBlock(RowsPerBlock, Dimension, _quantised);
        foreach (var field in _columns.Keys)
        {
            block.Fields[field] = new int[RowsPerBlock];
        }

        return block;
    }

    /// <summary>Writes a row of a block that no reader sees yet.</summary>
    public void Fill(RowBlock block, int row, PointId id, ReadOnlySpan<float> vector)
    {
        block.Ids[row] = id;
        var values = block.Vectors.AsSpan(row * Dimension, Dimension);
        vector.CopyTo(values);
        if (_quantised)
        {
            block.Steps![row] = CodeKernel.Quantise(values, block.Codes.AsSpan(row * Dimension, Dimension));
        }
    }

    /// <summary>Adds a column for <paramref name="field"/> from every point's value; points without one need not be named.</summary>
    public void AddColumn(string field, IEnumerable<(PointId Id, PayloadValue Value)> values)
    {
        var column = new FieldColumn();
        foreach (var slot in _slots)
        {
            if (slot is not null)
            {
                slot.Block.Fields[field] = new int[RowsPerBlock];
            }
        }

        foreach (var (id, value) in values)
        {
            if (_rows.TryGetValue(id, out var location))
            {
                Locate(location, out var row).Block.Fields[field][row] = column.Encode(value);
            }
        }

        _columns[field] = column;
    }

    /// <summary>Lets readers see what was done since the last time.</summary>
    public void Publish()
    {
        Compact();
        var views = new List<BlockView>(_slots.Count);
        foreach (var slot in _slots)
        {
            if (slot is not null)
            {
                views.Add(slot.View());
            }
        }

        _current = new MatrixSnapshot(Dimension, views);
    }

    private (Slot Slot, int Row) Append(PointId id, ReadOnlySpan<float> vector)
    {
        if (_open < 0 || _slots[_open]!.Count == RowsPerBlock)
        {
            _open = _free.Count > 0 ? _free.Pop() : _slots.Count;
            if (_open == _slots.Count)
            {
                _slots.Add(null);
            }

            _slots[_open] = new Slot(NewBlock());
        }

        var slot = _slots[_open]!;
        Fill(slot.Block, slot.Count, id, vector);
        if (_rows.Remove(id, out var old))
        {
            Kill(old);
        }

        _rows.Add(id, ((long)_open * RowsPerBlock) + slot.Count);
        return (slot, slot.Count++);
    }

    private void Kill(long location) => Locate(location, out var row).Kill(row);

    private Slot Locate(long location, out int row)
    {
        row = (int)(location % RowsPerBlock);
        return _slots[(int)(location / RowsPerBlock)]!;
    }

    private void Compact()
    {
        for (var index = 0; index < _slots.Count; index++)
        {
            if (index == _open || _slots[index] is not { } slot || slot.DeadCount * 2 <= slot.Count)
            {
                continue;
            }

            for (var row = 0; row < slot.Count; row++)
            {
                if (!slot.IsDead(row))
                {
                    var (target, targetRow) = Append(slot.Block.Ids[row], slot.Block.Vector(row));
                    foreach (var field in _columns.Keys)
                    {
                        target.Block.Fields[field][targetRow] = slot.Block.Fields[field][row];
                    }
                }
            }

            _slots[index] = null;
            _free.Push(index);
        }
    }

    /// <summary>A block as the writer sees it. Its dead bits are copied before they change once a reader may hold them.</summary>
    private sealed class Slot(RowBlock block)
    {
        private ulong[]? _dead;
        private BlockView? _published;

        public RowBlock Block => block;

        public int Count { get; set; }

        public int DeadCount { get; private set; }

        public bool IsDead(int row) => _dead is not null && (_dead[row >> 6] & (1UL << (row & 63))) != 0;

        public void Kill(int row)
        {
            if (_dead is null)
            {
                _dead = new ulong[block.Capacity / 64];
            }
            else if (ReferenceEquals(_dead, _published?.Dead))
            {
                _dead = (ulong[])_dead.Clone();
            }

            _dead[row >> 6] |= 1UL << (row & 63);
            DeadCount++;
        }

        public BlockView View()
        {
            if (_published is null || _published.Count != Count || !ReferenceEquals(_published.Dead, _dead))
            {
                _published = new BlockView(block, Count, _dead);
            }

            return _published;
        }
    }
}
