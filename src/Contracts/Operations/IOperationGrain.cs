using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Operations;

/// <summary>Owns one long operation over a collection. It only reads, or can be done again; after a crash it begins anew when it is woken or asked about. Key: its id.</summary>
[Alias("cluster.IOperationGrain")]
public interface IOperationGrain : IGrainWithStringKey
{
    /// <summary>Starts it; asked again for the same, it answers as it stands, for something else with Conflict. Overloaded when very many run; what the kind refuses.</summary>
    [Alias("start")]
    Task<Outcome<OperationSnapshot>> StartAsync(OperationSpec spec, CancellationToken cancellationToken = default);

    /// <summary>The operation as it stands; JobNotFound when it was never started.</summary>
    [Alias("show")]
    Task<Outcome<OperationSnapshot>> ShowAsync(CancellationToken cancellationToken = default);

    /// <summary>As <see cref="ShowAsync"/>, with no findings by name: for lists.</summary>
    [Alias("show-briefly")]
    Task<Outcome<OperationSnapshot>> ShowBrieflyAsync(CancellationToken cancellationToken = default);

    /// <summary>Has a running one go on after a restart.</summary>
    [Alias("wake")]
    Task WakeAsync(CancellationToken cancellationToken = default);

    /// <summary>What it found, page by page from 0; JobNotFound when it was never started, Conflict while it runs.</summary>
    [Alias("findings")]
    Task<Outcome<FindingPage>> ListFindingsAsync(int page, CancellationToken cancellationToken = default);

    /// <summary>The run tells how far it is; with <paramref name="state"/> other than running it has ended.</summary>
    [Alias("tell")]
    Task TellAsync(OperationState state, OperationProgress progress, Failure? failure, CancellationToken cancellationToken = default);
}
