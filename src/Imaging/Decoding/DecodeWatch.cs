using Cluster.Domain.Outcomes;

namespace Cluster.Imaging.Decoding;

/// <summary>How long a picture may take. It is looked at between strips of rows, and the caller's token with it.</summary>
internal readonly struct DecodeWatch(TimeProvider time, TimeSpan limit, CancellationToken cancellationToken)
{
    private readonly long _start = time.GetTimestamp();

    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public Failure? Expired()
    {
        cancellationToken.ThrowIfCancellationRequested();
        return time.GetElapsedTime(_start) > limit
            ? new(FailureKind.TimedOut, $"Decoding took longer than {limit.TotalSeconds:F0} s; replace the file or raise {ImagingOptions.Section}:{nameof(ImagingOptions.MaxDecodeTime)}.")
            : null;
    }
}
