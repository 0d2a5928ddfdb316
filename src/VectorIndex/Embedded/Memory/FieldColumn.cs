using Cluster.Domain.Payloads;

namespace Cluster.VectorIndex.Embedded.Memory;

/// <summary>
/// The distinct values of one payload field, numbered as they come; 0 stands for "absent". A condition is worked out once for each value
/// and then looked up by number for each row.
/// </summary>
internal sealed class FieldColumn
{
    private readonly Dictionary<PayloadValue, int> _codes = new(PayloadValueEquality.Instance);
    private readonly Lock _gate = new();
    private PayloadValue?[] _values = new PayloadValue?[16];
    private int _count = 1;

    /// <summary>The number of a value; gives it one when it is new. Called by the writer alone.</summary>
    public int Encode(PayloadValue? value)
    {
        if (value is null)
        {
            return 0;
        }

        if (_codes.TryGetValue(value, out var code))
        {
            return code;
        }

        lock (_gate)
        {
            if (_count == _values.Length)
            {
                Array.Resize(ref _values, _count * 2);
            }

            _values[_count] = value;
            _codes.Add(value, _count);
            return _count++;
        }
    }

    /// <summary>All values by number, as far as they have been given one; the first, absent, is null.</summary>
    public ReadOnlySpan<PayloadValue?> Values
    {
        get
        {
            lock (_gate)
            {
                return _values.AsSpan(0, _count);
            }
        }
    }
}
