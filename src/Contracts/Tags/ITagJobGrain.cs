using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Tags;

/// <summary>Owns one tag job and knows how far it is. Key: the job's id.</summary>
[Alias("cluster.ITagJobGrain")]
public interface ITagJobGrain : IGrainWithStringKey
{
    /// <summary>Starts the job. Asked again with the same spec, it answers with the job as it stands; Conflict with another; CollectionNotFound.</summary>
    [Alias("submit")]
    Task<Outcome<TagJobSnapshot>> SubmitAsync(TagJobSpec spec, CancellationToken cancellationToken = default);

    /// <summary>The job as it stands; JobNotFound when it was never submitted.</summary>
    [Alias("show")]
    Task<Outcome<TagJobSnapshot>> ShowAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends the job for good; what was written stays. Conflict when it is over.</summary>
    [Alias("cancel")]
    Task<Outcome<TagJobSnapshot>> CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>A run tells how far it is; false when it is to stop, because it was cancelled or another run has begun.</summary>
    [Alias("commit")]
    Task<bool> CommitAsync(long run, TagProgress progress, CancellationToken cancellationToken = default);

    /// <summary>A run tells that it is through, or why it is not.</summary>
    [Alias("end")]
    Task EndAsync(long run, Failure? failure, CancellationToken cancellationToken = default);

    /// <summary>Makes sure that a running job is at work, after a restart.</summary>
    [Alias("wake")]
    Task WakeAsync(CancellationToken cancellationToken = default);
}
