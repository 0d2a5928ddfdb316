using Cluster.Contracts.Reembedding;
using Cluster.Domain.Outcomes;
using Orleans.Concurrency;

namespace Cluster.Contracts.Comparisons;

/// <summary>Compares encoders on the pictures of a collection; one comparison at a time. It changes nothing, and is asked for again after a crash. Key: the alias.</summary>
[Alias("cluster.IComparisonGrain")]
public interface IComparisonGrain : IGrainWithStringKey
{
    /// <summary>Starts one. InvalidRequest, EncoderNotFound, CollectionNotFound; Conflict while another runs.</summary>
    [Alias("start")]
    Task<Outcome<ComparisonSnapshot>> StartAsync(ComparisonSpec spec, CancellationToken cancellationToken = default);

    /// <summary>The running one or the last; JobNotFound when there is none.</summary>
    [Alias("show"), AlwaysInterleave]
    Task<Outcome<ComparisonSnapshot>> ShowAsync(CancellationToken cancellationToken = default);

    /// <summary>The last report, as <c>html</c> or <c>json</c>; JobNotFound when there is none.</summary>
    [Alias("report"), AlwaysInterleave]
    Task<Outcome<ReportFile>> ReadReportAsync(string format, CancellationToken cancellationToken = default);
}
