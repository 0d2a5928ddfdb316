namespace Cluster.VectorIndex;

/// <summary>How a query scores points. The formulas are Qdrant 1.19's, which the embedded index follows.</summary>
public abstract record Scoring
{
    private protected Scoring()
    {
    }

    /// <summary>Cosine to one example.</summary>
    public sealed record Nearest(QueryExample Example) : Scoring;

    /// <summary>Nearest to 2 mean(positive) - mean(negative), or to mean(positive) without negatives. Needs a positive.</summary>
    public sealed record AverageVector(IReadOnlyList<QueryExample> Positive, IReadOnlyList<QueryExample> Negative) : Scoring;

    /// <summary>By the best positive unless a negative is as near: with P, N the best similarities, P &gt; N ? sg(P) : -sg(N), sg(x) = (x/(1+|x|)+1)/2.</summary>
    public sealed record BestScore(IReadOnlyList<QueryExample> Positive, IReadOnlyList<QueryExample> Negative) : Scoring;

    /// <summary>Sum of similarities to the positives less those to the negatives.</summary>
    public sealed record SumScores(IReadOnlyList<QueryExample> Positive, IReadOnlyList<QueryExample> Negative) : Scoring;

    /// <summary>Sum over pairs of sign(s(positive) - s(negative)), plus sg of the similarity to the target.</summary>
    public sealed record Discover(QueryExample Target, IReadOnlyList<(QueryExample Positive, QueryExample Negative)> Pairs) : Scoring;

    /// <summary>Sum over pairs of f(min(s(positive) - s(negative) - 1.1920929e-7, 0)), f(x) = x/(1+|x|). The best is 0.</summary>
    public sealed record Context(IReadOnlyList<(QueryExample Positive, QueryExample Negative)> Pairs) : Scoring;
}
