using System.Numerics.Tensors;

namespace Cluster.Domain.Shoppers;

/// <summary>What a shopper waved away draws down what is like it.</summary>
public static class Aversions
{
    /// <summary>The most that an aversion takes off a cosine.</summary>
    public const float Most = 0.6f;

    /// <summary>
    /// What comes off the score of an item: over all aversions the largest of <see cref="Most"/> w / (w + 3) max(0, cosine)^2, with w the aversion's weight
    /// now. A fresh dismissal weighs 3 and so takes half of the most.
    /// </summary>
    /// <param name="aversions">The aversions.</param>
    /// <param name="item">The item's vector, of unit length.</param>
    /// <param name="now">The time (UTC).</param>
    public static float Penalty(IReadOnlyList<InterestMode> aversions, ReadOnlySpan<float> item, DateTimeOffset now)
    {
        var penalty = 0f;
        foreach (var aversion in aversions)
        {
            var weight = aversion.WeightAt(now);
            var cosine = MathF.Max(0, TensorPrimitives.Dot(aversion.Direction.Span, item));
            penalty = MathF.Max(penalty, Most * weight / (weight + InterestRules.StrengthOf(ShopperEventKind.Dismiss)) * cosine * cosine);
        }

        return penalty;
    }
}
