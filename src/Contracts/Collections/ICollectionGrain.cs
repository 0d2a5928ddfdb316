using Cluster.Contracts.Collections.Changes;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Orleans.Concurrency;

namespace Cluster.Contracts.Collections;

/// <summary>The one writer of what is live behind an alias. Key: the alias.</summary>
[Alias("cluster.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Opens the collection for a job, making its first generation when there is none. SpaceMismatch when it holds vectors of another space; Conflict when it has a
    /// corpus of that name at another place, or is removing it.
    /// </summary>
    [Alias("open")]
    Task<Outcome<LiveCollection>> OpenAsync(CollectionOpening opening, CancellationToken cancellationToken = default);

    /// <summary>What queries use now; CollectionNotFound when there is none.</summary>
    [Alias("live"), AlwaysInterleave]
    Task<Outcome<LiveCollection>> GetLiveAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// A job begins a pass over a corpus; the passes before it. Said again by the same job it changes nothing. A pass that begins takes from all older ones
    /// the right to delete what is gone.
    /// </summary>
    [Alias("begin-pass")]
    Task<CorpusPass> BeginPassAsync(CorpusId corpus, JobId job, CancellationToken cancellationToken = default);

    /// <summary>The job has accounted for the whole corpus.</summary>
    [Alias("complete-pass")]
    Task CompletePassAsync(CorpusId corpus, JobId job, CancellationToken cancellationToken = default);

    /// <summary>The passes of a corpus; null when there was none.</summary>
    [Alias("pass")]
    Task<CorpusPass?> FindPassAsync(CorpusId corpus, CancellationToken cancellationToken = default);

    /// <summary>Everything known about it; CollectionNotFound when there is none.</summary>
    [Alias("describe"), AlwaysInterleave]
    Task<Outcome<CollectionDescription>> DescribeAsync(CancellationToken cancellationToken = default);

    /// <summary>Drops the collection with all its points; what it was. CollectionNotFound when there is none.</summary>
    [Alias("drop")]
    Task<Outcome<CollectionDescription>> DropAsync(CancellationToken cancellationToken = default);

    /// <summary>Every generation that must receive changes, the live one first; CollectionNotFound when there is none.</summary>
    [Alias("generations"), AlwaysInterleave]
    Task<Outcome<GenerationList>> GenerationsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Announces that points are about to change, durably where other generations must take the change over. Waits behind a fence.
    /// CollectionNotFound; Overloaded when the fence stays up too long.
    /// </summary>
    [Alias("begin-change"), AlwaysInterleave]
    Task<Outcome<ChangeTicket>> BeginChangeAsync(IReadOnlyList<PointId> ids, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="BeginChangeAsync"/>, for points of a corpus. CorpusNotFound when the collection has no such corpus (any more); Conflict while it is being
    /// removed, and then only the operation that removes it may change them.
    /// </summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="removal">The operation that removes the corpus; null for everybody else.</param>
    /// <param name="ids">The points.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [Alias("begin-corpus-change"), AlwaysInterleave]
    Task<Outcome<ChangeTicket>> BeginCorpusChangeAsync(CorpusId corpus, string? removal, IReadOnlyList<PointId> ids, CancellationToken cancellationToken = default);

    /// <summary>
    /// Marks a corpus as being removed: from here on no job opens the collection for it and no point of it is written. The removal that is known: of another
    /// operation while that one is not over, else of this one. CollectionNotFound.
    /// </summary>
    [Alias("begin-removal")]
    Task<Outcome<CorpusRemoval>> BeginRemovalAsync(CorpusRemoval asked, CancellationToken cancellationToken = default);

    /// <summary>The removal is over: done, and then the corpus is forgotten, or given up. Does nothing for another operation's.</summary>
    [Alias("end-removal")]
    Task EndRemovalAsync(CorpusRemoval ended, CancellationToken cancellationToken = default);

    /// <summary>The last removal of a corpus; null when it was never removed, or so long ago that it is forgotten.</summary>
    [Alias("removal"), AlwaysInterleave]
    Task<CorpusRemoval?> FindRemovalAsync(CorpusId corpus, CancellationToken cancellationToken = default);

    /// <summary>The change is written. False when the ticket is not known any more: the change must be announced again, lest it is not taken over.</summary>
    [Alias("end-change"), AlwaysInterleave]
    Task<bool> EndChangeAsync(long ticket, CancellationToken cancellationToken = default);

    /// <summary>Changes that other generations have not taken over, at most about <paramref name="most"/> points; of changes that have ended only.</summary>
    [Alias("take-changes"), AlwaysInterleave]
    Task<ChangeBatch> TakeChangesAsync(int most, CancellationToken cancellationToken = default);

    /// <summary>These parts of the log have been taken over by every generation.</summary>
    [Alias("forget-changes"), AlwaysInterleave]
    Task ForgetChangesAsync(IReadOnlyList<long> segments, CancellationToken cancellationToken = default);

    /// <summary>How far the other generations lie behind.</summary>
    [Alias("lag"), AlwaysInterleave]
    Task<ChangeLag> GetLagAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets no further change begin and waits for those under way. Overloaded when they take too long; then there is no fence.</summary>
    [Alias("fence"), AlwaysInterleave]
    Task<Outcome<ChangeFence>> FenceAsync(CancellationToken cancellationToken = default);

    /// <summary>Lifts a fence; does nothing when it is gone.</summary>
    [Alias("unfence"), AlwaysInterleave]
    Task UnfenceAsync(long fence, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the next generation, to be built beside the live one; the one being built when it is of the same space. Conflict while there is another, and while a
    /// corpus is being removed.
    /// </summary>
    [Alias("build")]
    Task<Outcome<LiveCollection>> BuildAsync(GenerationOpening opening, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a generation live, in one durable write, and lifts the fence. Conflict when the fence is gone, when a change has not been taken over,
    /// or when there is no such generation. Asked again, it answers with the live generation.
    /// </summary>
    [Alias("switch")]
    Task<Outcome<LiveCollection>> SwitchAsync(int generation, long fence, CancellationToken cancellationToken = default);

    /// <summary>Drops a generation that is not live, with its points. Does nothing when it is gone.</summary>
    [Alias("retire")]
    Task<Outcome<GenerationList>> RetireAsync(int generation, CancellationToken cancellationToken = default);

    /// <summary>What queries use now, and what they are compared with; CollectionNotFound when there is none.</summary>
    [Alias("view"), AlwaysInterleave]
    Task<Outcome<LiveView>> GetViewAsync(CancellationToken cancellationToken = default);

    /// <summary>Has gateways ask a share of live queries of a follower too, for a while; a share of 0 ends it.</summary>
    [Alias("shadow"), AlwaysInterleave]
    Task ShadowAsync(int generation, double share, TimeSpan duration, CancellationToken cancellationToken = default);
}
