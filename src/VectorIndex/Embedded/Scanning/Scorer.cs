using Cluster.Domain.Recommendations;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>A scoring made ready for a scan: the vectors to compare each row with, and what to make of the similarities.</summary>
internal sealed class Scorer
{
    private readonly Combination _combine;

    private Scorer(ReadOnlyMemory<float>[] examples, Combination? combine)
    {
        Examples = examples;
        IsPlain = combine is null;
        _combine = combine ?? (static similarities => similarities[0]);
    }

    private delegate float Combination(ReadOnlySpan<float> similarities);

    /// <summary>The vectors to compare with.</summary>
    public ReadOnlyMemory<float>[] Examples { get; }

    /// <summary>Whether the score is the similarity to the one example itself.</summary>
    public bool IsPlain { get; }

    /// <param name="scoring">What was asked.</param>
    /// <param name="vectors">The vectors of its examples, in the order of <see cref="VectorQueryRules.ExamplesOf"/>.</param>
    public static Scorer For(Scoring scoring, ReadOnlyMemory<float>[] vectors)
    {
        switch (scoring)
        {
            case Scoring.Nearest:
                return new Scorer(vectors, combine: null);
            case Scoring.AverageVector average:
                var query = ScoreFormulas.Average(vectors[..average.Positive.Count], vectors[average.Positive.Count..]);
                return new Scorer([query], combine: null);
            case Scoring.BestScore best:
                return new Scorer(vectors, s => ScoreFormulas.Best(s[..best.Positive.Count], s[best.Positive.Count..]));
            case Scoring.SumScores sum:
                return new Scorer(vectors, s => ScoreFormulas.Sum(s[..sum.Positive.Count], s[sum.Positive.Count..]));
            case Scoring.Discover:
                return new Scorer(vectors, static s => ScoreFormulas.Discover(s[0], s[1..]));
            case Scoring.Context:
                return new Scorer(vectors, static s => ScoreFormulas.Context(s));
            default:
                throw new NotSupportedException($"No scorer for {scoring.GetType().Name}.");
        }
    }

    /// <summary>The score of one row from its similarities, one for each example.</summary>
    public float Combine(ReadOnlySpan<float> similarities) => _combine(similarities);
}
