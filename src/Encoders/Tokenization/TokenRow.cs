namespace Cluster.Encoders.Tokenization;

/// <summary>One row of a batch while it is filled: a start token, tokens as long as there is room, an end token, padding.</summary>
internal ref struct TokenRow
{
    private readonly Span<long> _ids;
    private readonly int _room;
    private int _count;

    /// <summary>Begins a row of <paramref name="ids"/>'s length with <paramref name="startId"/>; one place is kept for the end token.</summary>
    public TokenRow(Span<long> ids, int startId)
    {
        _ids = ids;
        _room = ids.Length - 1;
        ids[0] = startId;
        _count = 1;
    }

    /// <summary>Whether no further token fits before the end token.</summary>
    public readonly bool IsFull => _count >= _room;

    /// <summary>Adds a token; one too many is dropped.</summary>
    public void Add(int id)
    {
        if (_count < _room)
        {
            _ids[_count++] = id;
        }
    }

    /// <summary>Adds tokens as far as they fit.</summary>
    public void Add(scoped ReadOnlySpan<int> ids)
    {
        foreach (var id in ids)
        {
            Add(id);
        }
    }

    /// <summary>Writes the end token, the padding and the mask; returns how many tokens are not padding.</summary>
    public readonly int Close(int endId, int padId, Span<long> mask)
    {
        _ids[_count] = endId;
        var length = _count + 1;
        _ids[length..].Fill(padId);
        mask[..length].Fill(1);
        mask[length..].Clear();
        return length;
    }

    /// <summary>The first <paramref name="contextLength"/> places of a caller's span; complains when there are fewer.</summary>
    public static Span<long> Slice(Span<long> span, int contextLength, string name) =>
        span.Length >= contextLength ? span[..contextLength] : throw new ArgumentException($"needs {contextLength} places, has {span.Length}", name);
}
