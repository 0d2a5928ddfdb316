namespace Cluster.Imaging.Isolation;

/// <summary>A decoding process ended in the middle of a picture.</summary>
internal sealed class WorkerEndedException(WorkerEnd end, Exception cause) : IOException($"The decoding process ended: {end}.", cause)
{
    public WorkerEnd End => end;
}
