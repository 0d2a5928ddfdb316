using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;
using Orleans.Concurrency;

namespace Cluster.Contracts.Reembedding;

/// <summary>Drives the re-embedding of one collection; one at a time. Key: the alias.</summary>
[Alias("cluster.IReembeddingGrain")]
public interface IReembeddingGrain : IGrainWithStringKey
{
    /// <summary>What a re-embedding would do. Writes nothing.</summary>
    [Alias("plan")]
    Task<Outcome<ReembeddingPlan>> PlanAsync(ReembeddingSpec spec, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts one; the running one when it has the same encoder. Of a refused one, force takes the failed gates over and no force measures them again.
    /// Conflict while another runs or is retained.
    /// </summary>
    [Alias("start")]
    Task<Outcome<ReembeddingSnapshot>> StartAsync(ReembeddingSpec spec, CancellationToken cancellationToken = default);

    /// <summary>The running one, or the last; JobNotFound when there never was one.</summary>
    [Alias("show"), AlwaysInterleave]
    Task<Outcome<ReembeddingSnapshot>> ShowAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes the old generation live again. Conflict unless the new one is live and the old one retained.</summary>
    [Alias("rollback")]
    Task<Outcome<ReembeddingSnapshot>> RollBackAsync(string? askedBy, CancellationToken cancellationToken = default);

    /// <summary>Gives up and drops the new generation. Conflict once a cut-over has begun.</summary>
    [Alias("cancel")]
    Task<Outcome<ReembeddingSnapshot>> CancelAsync(string? askedBy, CancellationToken cancellationToken = default);

    /// <summary>Ends the retention now. Conflict unless the new generation is live and the old one retained.</summary>
    [Alias("finish")]
    Task<Outcome<ReembeddingSnapshot>> FinishAsync(string? askedBy, CancellationToken cancellationToken = default);

    /// <summary>The report of the last verification, as <c>html</c> or <c>json</c>; JobNotFound when there is none.</summary>
    [Alias("report"), AlwaysInterleave]
    Task<Outcome<ReportFile>> ReadReportAsync(string format, CancellationToken cancellationToken = default);

    /// <summary>Gateways tell of live queries that they asked of both generations.</summary>
    [Alias("report-shadow"), AlwaysInterleave]
    Task ReportShadowAsync(IReadOnlyList<ShadowTiming> timings, CancellationToken cancellationToken = default);

    /// <summary>Makes sure that one that is under way goes on, after a restart.</summary>
    [Alias("wake")]
    Task WakeAsync(CancellationToken cancellationToken = default);
}
