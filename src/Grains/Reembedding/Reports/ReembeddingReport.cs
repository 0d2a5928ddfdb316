using Cluster.Domain.Reembedding;

namespace Cluster.Grains.Reembedding.Reports;

/// <summary>The report of a verification, as JSON shows it.</summary>
/// <param name="Collection">The alias.</param>
/// <param name="OldCollection">The live concrete collection.</param>
/// <param name="OldEncoder">Its encoder.</param>
/// <param name="NewCollection">The new concrete collection.</param>
/// <param name="NewEncoder">Its encoder.</param>
/// <param name="At">When it was measured.</param>
/// <param name="Passed">Whether every gate passed.</param>
/// <param name="Forced">Whether a failed gate does not stop the cut-over.</param>
/// <param name="Gates">The gates.</param>
/// <param name="OldPoints">Points of the live collection.</param>
/// <param name="NewPoints">Points of the new one.</param>
/// <param name="CoverageExamples">What coverage found, by key.</param>
/// <param name="Freshness">Cosine of stored to fresh vectors.</param>
/// <param name="Overlaps">Shares of shared neighbours.</param>
/// <param name="OldMilliseconds">Query times of the old generation.</param>
/// <param name="NewMilliseconds">Query times of the new one.</param>
/// <param name="ShadowedQueries">Live queries asked of both.</param>
/// <param name="Labelled">Numbers of labelled data.</param>
public sealed record ReembeddingReport(
    string Collection,
    string OldCollection,
    string OldEncoder,
    string NewCollection,
    string NewEncoder,
    DateTimeOffset At,
    bool Passed,
    bool Forced,
    IReadOnlyList<GateResult> Gates,
    long OldPoints,
    long NewPoints,
    IReadOnlyList<string> CoverageExamples,
    IReadOnlyList<double> Freshness,
    IReadOnlyList<double> Overlaps,
    IReadOnlyList<double> OldMilliseconds,
    IReadOnlyList<double> NewMilliseconds,
    int ShadowedQueries,
    IReadOnlyList<LabelledNumber> Labelled);
