using System.Numerics.Tensors;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Recommendations;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Retrieval;

/// <summary>Examples and strategy as a scoring of the index. What the index knows itself is left to it; weights become one vector here.</summary>
/// <param name="By">The scoring.</param>
/// <param name="Excluded">Points to leave out that the scoring does not name.</param>
/// <param name="Formula">What it does, for explanations.</param>
internal sealed record ScoringPlan(Scoring By, IReadOnlyList<PointId> Excluded, string Formula)
{
    /// <summary>Whether vectors of stored points are needed to make the scoring.</summary>
    public static bool NeedsVectors(ResolvedExamples examples) => examples.Asked.Count > 1 || HasWeights(examples);

    /// <summary>The scoring.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="strategy">How they are scored.</param>
    /// <param name="vectors">Vectors of the stored points among the examples, where <see cref="NeedsVectors"/>.</param>
    /// <exception cref="FailureException">InvalidRequest: weights with a strategy that has none, or examples that cancel one another out.</exception>
    public static ScoringPlan For(ResolvedExamples examples, Strategy strategy, IReadOnlyDictionary<PointId, ReadOnlyMemory<float>> vectors)
    {
        var asked = examples.Asked.Count > 1 ? new QueryExample.Raw(Mix(examples.Asked, vectors)) : examples.Asked is [var only] ? only.For : null;
        var excluded = examples.All.Select(static pair => pair.Example.Point).OfType<PointId>().Distinct().ToList();
        if (HasWeights(examples))
        {
            return Weighted(examples, asked, strategy, vectors, excluded);
        }

        IReadOnlyList<QueryExample> positive = [.. asked is null ? [] : new[] { asked }, .. examples.Like.Select(static example => example.For)];
        IReadOnlyList<QueryExample> negative = [.. examples.Dislike.Select(static example => example.For)];
        return (positive, negative, strategy) switch
        {
            ([var one], [], _) => new ScoringPlan(new Scoring.Nearest(one), excluded, examples.Asked.Count > 1 ? MixFormula : "cosine"),
            (_, _, Strategy.SumScores) => new ScoringPlan(new Scoring.SumScores(positive, negative), excluded, "sum of similarities to what is liked, less those to what is disliked"),
            ([], _, _) or (_, _, Strategy.BestScore) => new ScoringPlan(
                new Scoring.BestScore(positive, negative), excluded, "(P/(1+|P|)+1)/2 with P the best similarity liked, or less the same of the best disliked, N, unless P > N"),
            _ => new ScoringPlan(new Scoring.AverageVector(positive, negative), excluded, negative.Count == 0 ? "cosine to the mean of what is liked" : AverageFormula),
        };
    }

    private const string MixFormula = "cosine to the mean of what is asked, by weight";
    private const string AverageFormula = "cosine to twice the mean of what is liked, less the mean of what is disliked";

    private static bool HasWeights(ResolvedExamples examples) => examples.Like.Concat(examples.Dislike).Any(static example => example.Weight != 1);

    private static ScoringPlan Weighted(
        ResolvedExamples examples, QueryExample? asked, Strategy strategy, IReadOnlyDictionary<PointId, ReadOnlyMemory<float>> vectors, IReadOnlyList<PointId> excluded)
    {
        var like = asked is null ? examples.Like : [new ResolvedExample("asked", 1, asked), .. examples.Like];
        switch (strategy)
        {
            case Strategy.Average when like.Count > 0:
                var query = Mean(like, vectors);
                if (examples.Dislike.Count > 0)
                {
                    TensorPrimitives.Add<float>(query, query, query);
                    TensorPrimitives.Subtract<float>(query, Mean(examples.Dislike, vectors), query);
                }

                return new ScoringPlan(new Scoring.Nearest(new QueryExample.Raw(Unit(query))), excluded, $"{AverageFormula}, both by weight");
            case Strategy.SumScores when like.Count > 0:
                // A sum of weighted similarities is the similarity to the weighted sum, but for its length.
                var sum = new float[VectorOf(like[0], vectors).Length];
                foreach (var example in like)
                {
                    TensorPrimitives.MultiplyAdd<float>(VectorOf(example, vectors).Span, example.Weight, sum, sum);
                }

                foreach (var example in examples.Dislike)
                {
                    TensorPrimitives.MultiplyAdd<float>(VectorOf(example, vectors).Span, -example.Weight, sum, sum);
                }

                return new ScoringPlan(new Scoring.Nearest(new QueryExample.Raw(Unit(sum))), excluded, "cosine to the weighted sum of what is liked, less that of what is disliked");
            default:
                throw new FailureException(
                    FailureKind.InvalidRequest, "Weights need the strategy average or sumScores, and something liked: the best score of several has no weights.");
        }
    }

    private static float[] Mix(IReadOnlyList<ResolvedExample> examples, IReadOnlyDictionary<PointId, ReadOnlyMemory<float>> vectors) => Unit(Mean(examples, vectors));

    private static float[] Mean(IReadOnlyList<ResolvedExample> examples, IReadOnlyDictionary<PointId, ReadOnlyMemory<float>> vectors)
    {
        var mean = new float[VectorOf(examples[0], vectors).Length];
        foreach (var example in examples)
        {
            TensorPrimitives.MultiplyAdd<float>(VectorOf(example, vectors).Span, example.Weight, mean, mean);
        }

        TensorPrimitives.Divide<float>(mean, examples.Sum(static example => example.Weight), mean);
        return mean;
    }

    private static float[] Unit(float[] vector)
    {
        if (!(TensorPrimitives.SumOfSquares<float>(vector) > 1e-6f))
        {
            throw new FailureException(FailureKind.InvalidRequest, "The examples cancel one another out: nothing is left to look for. Give other examples or weights.");
        }

        ScoreFormulas.Normalise(vector);
        return vector;
    }

    private static ReadOnlyMemory<float> VectorOf(ResolvedExample example, IReadOnlyDictionary<PointId, ReadOnlyMemory<float>> vectors) =>
        example.Vector ?? vectors[example.Point!.Value];
}
