using Cluster.Domain.Identity;

namespace Cluster.Contracts.Collections;

/// <summary>The passes of a corpus over a collection: which job is the newest, and which was the last to be complete.</summary>
/// <param name="Corpus">The corpus.</param>
/// <param name="Newest">The job that was submitted last: only it may delete what is gone.</param>
/// <param name="Complete">The last job that accounted for the whole corpus; null before the first.</param>
[GenerateSerializer, Immutable, Alias("cluster.corpus-pass")]
public sealed record CorpusPass([property: Id(0)] CorpusId Corpus, [property: Id(1)] JobId Newest, [property: Id(2)] JobId? Complete);
