using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Sweeping;

/// <summary>A complete pass whose end is to be put in order: points of images that are gone are deleted, and the lake gets its manifest.</summary>
/// <param name="Job">The job.</param>
/// <param name="Corpus">Its corpus; no point of another is touched.</param>
/// <param name="Target">The collection.</param>
/// <param name="Counts">How its images ended.</param>
/// <param name="MaxShare">The largest share of the corpus's points that may go without a person's word.</param>
/// <param name="Decision">A person's word: true deletes whatever the share, false deletes nothing; null while there is none.</param>
/// <param name="Lake">Whether the job writes into the lake.</param>
/// <param name="SubmittedAt">When the job was submitted.</param>
/// <param name="IsPass">Whether the job went over the whole corpus for the live collection; any other deletes nothing.</param>
public sealed record SweepTask(
    JobId Job, CorpusSpec Corpus, LiveCollection Target, OutcomeCounts Counts, double MaxShare, bool? Decision, bool Lake, DateTimeOffset SubmittedAt, bool IsPass);
