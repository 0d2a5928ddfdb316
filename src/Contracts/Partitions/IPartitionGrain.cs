using Cluster.Domain.Partitions;

namespace Cluster.Contracts.Partitions;

/// <summary>Owns the lease and the checkpoint of one partition, and has a pipeline work on it beside an encoder. Key: <c>job/ordinal</c>.</summary>
[Alias("cluster.IPartitionGrain")]
public interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>Makes sure that a pipeline is at work, from the last checkpoint; does nothing when one is, or when the partition is complete.</summary>
    [Alias("run")]
    Task<PartitionStatus> RunAsync(PartitionAssignment assignment, CancellationToken cancellationToken = default);

    /// <summary>How it stands; starts nothing.</summary>
    [Alias("show")]
    Task<PartitionStatus> ShowAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the pipeline to stop after a last checkpoint, and does not wait for it.</summary>
    [Alias("stop")]
    Task<PartitionStatus> StopAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Before a part of it is given to another partition: from now on no run of before commits anything, and none starts that does not know of this
    /// cut. Where it stands, for good. Does nothing when it knows of as many cuts already, or is complete.
    /// </summary>
    [Alias("cut")]
    Task<PartitionStatus> CutAsync(int cut, CancellationToken cancellationToken = default);

    /// <summary>Makes progress durable. False, and nothing written, when <paramref name="token"/> is not the lease's or the lease has run out.</summary>
    [Alias("commit")]
    Task<bool> CommitAsync(FencingToken token, Checkpoint checkpoint, CancellationToken cancellationToken = default);

    /// <summary>The run with this token has ended; where the partition stands now. A late holder changes nothing.</summary>
    [Alias("end")]
    Task<PartitionStatus> EndAsync(FencingToken token, PartitionRunEnd end, CancellationToken cancellationToken = default);
}
