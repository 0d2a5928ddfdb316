using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Jobs;

/// <summary>Tells which images a job set aside, and why. Stateless; key: the job's id.</summary>
[Alias("cluster.IQuarantineGrain")]
public interface IQuarantineGrain : IGrainWithStringKey
{
    /// <summary>The next rows behind <paramref name="cursor"/>, in listing order of each partition; JobNotFound when there is no such job.</summary>
    /// <param name="reason">Only rows of this reason; null for all.</param>
    /// <param name="cursor">From the last page; null for the first.</param>
    /// <param name="limit">Most rows, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [Alias("list")]
    Task<Outcome<QuarantinePage>> ListAsync(FailureKind? reason, string? cursor, int limit, CancellationToken cancellationToken = default);
}
