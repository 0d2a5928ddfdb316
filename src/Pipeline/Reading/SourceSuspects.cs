using Cluster.Domain.Outcomes;

namespace Cluster.Pipeline.Reading;

/// <summary>
/// Tells one blob that never comes from a source that is gone. Blobs that could not be read wait here: the next success shows that the source
/// is alive and they are at fault; too many with no success between them, and the source is.
/// </summary>
internal sealed class SourceSuspects(int limit)
{
    private readonly Lock _gate = new();
    private readonly List<(PendingImage Pending, Failure Failure)> _waiting = [];
    private bool _anySuccess;

    /// <summary>Keeps a blob whose reads all failed.</summary>
    /// <exception cref="FailureException">Too many in a row: nothing may be set aside for a source that is gone.</exception>
    public void Add(PendingImage pending, Failure failure)
    {
        lock (_gate)
        {
            _waiting.Add((pending, failure));
            if (_waiting.Count >= limit)
            {
                throw AtFault(failure);
            }
        }
    }

    /// <summary>The source has given something: those that wait are at fault themselves.</summary>
    public IReadOnlyList<(PendingImage Pending, Failure Failure)> OnSuccess()
    {
        lock (_gate)
        {
            _anySuccess = true;
            return Take();
        }
    }

    /// <summary>Nothing more will be read. Those that wait are at fault if the source ever gave anything in this run.</summary>
    /// <exception cref="FailureException">It never did.</exception>
    public IReadOnlyList<(PendingImage Pending, Failure Failure)> OnEnd()
    {
        lock (_gate)
        {
            return _waiting.Count == 0 || _anySuccess ? Take() : throw AtFault(_waiting[0].Failure);
        }
    }

    private List<(PendingImage Pending, Failure Failure)> Take()
    {
        List<(PendingImage, Failure)> taken = [.. _waiting];
        _waiting.Clear();
        return taken;
    }

    private static FailureException AtFault(Failure failure) =>
        new(failure.Kind.IsTransient() ? failure with { Kind = FailureKind.Unavailable } : failure);
}
