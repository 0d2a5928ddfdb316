using Cluster.Domain.Outcomes;

namespace Cluster.Domain.Partitions;

/// <summary>
/// Turns acknowledgements that come in any order into contiguous progress. Images are numbered as they are listed; the watermark is the
/// number of images from the start that are all accounted for. What lies behind a gap does not count yet.
/// </summary>
/// <remarks>Not safe for concurrent use; memory is proportional to the images between the watermark and the newest listed one.</remarks>
public sealed class Watermark
{
    private readonly Dictionary<long, Entry> _open = [];
    private long _first;
    private long _listed;
    private string? _position;
    private OutcomeCounts _counts;

    /// <summary>Goes on from a checkpoint.</summary>
    public Watermark(Checkpoint from)
    {
        _first = _listed = from.Sequence;
        _position = from.Position;
        _counts = from.Counts;
    }

    /// <summary>Images listed but not yet below the watermark.</summary>
    public int Open => _open.Count;

    /// <summary>The progress that may be made durable now.</summary>
    public Checkpoint Current => new(_first, _position, _counts);

    /// <summary>Numbers the next listed image.</summary>
    public long List(string position)
    {
        _open.Add(_listed, new Entry(position));
        return _listed++;
    }

    /// <summary>Accounts for an image; returns whether the watermark moved.</summary>
    /// <exception cref="InvalidOperationException">The number was never listed, or was accounted for before: a bug, for it would be counted twice.</exception>
    public bool Acknowledge(long sequence, ImageState state)
    {
        if (sequence < _first || sequence >= _listed)
        {
            throw new InvalidOperationException($"Image {sequence} is outside the open range [{_first}, {_listed}).");
        }

        var entry = _open[sequence];
        if (entry.State is not null)
        {
            throw new InvalidOperationException($"Image {sequence} was already accounted for.");
        }

        entry.State = state;
        if (sequence != _first)
        {
            return false;
        }

        while (_open.TryGetValue(_first, out var head) && head.State is { } done)
        {
            _open.Remove(_first++);
            _position = head.Position;
            _counts += One(done);
        }

        return true;
    }

    private static OutcomeCounts One(ImageState state) => state switch
    {
        ImageState.Embedded => new(1, 0, 0),
        ImageState.Unchanged => new(0, 1, 0),
        _ => new(0, 0, 1),
    };

    private sealed class Entry(string position)
    {
        public string Position { get; } = position;

        public ImageState? State { get; set; }
    }
}
