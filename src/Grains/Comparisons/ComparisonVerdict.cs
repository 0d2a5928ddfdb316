using System.Globalization;
using Cluster.Contracts.Comparisons;

namespace Cluster.Grains.Comparisons;

/// <summary>Answers "which one should I choose?" from the figures: the best on the user's own data, and the fastest of those as good.</summary>
public static class ComparisonVerdict
{
    /// <summary>Differences below this are chance on samples of some hundreds.</summary>
    private const double AsGood = 0.02;

    /// <summary>The verdict in a sentence or two.</summary>
    public static string Of(IReadOnlyList<EncoderFigures> figures)
    {
        var (what, value) = figures.Any(static one => one.TextRecall is not null) ? ("text recall@10", (Func<EncoderFigures, double?>)(static one => one.TextRecall))
            : figures.Any(static one => one.ZeroShot is not null) ? ("zero-shot accuracy", static one => one.ZeroShot)
            : ("neighbour purity", static one => one.Purity);
        var judged = figures.Where(one => value(one) is not null).OrderByDescending(value).ToList();
        if (judged.Count == 0)
        {
            var fastest = figures.MaxBy(static one => one.ImagesPerSecond)!;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Without labels or folders nothing says which one is better here. {fastest.Encoder} is the fastest with {fastest.ImagesPerSecond:0.0} images/s. Give labelled data (key,label or query,key) for an answer.");
        }

        var best = judged[0];
        var chosen = judged.Where(one => value(one) >= value(best) - AsGood).MaxBy(static one => one.ImagesPerSecond)!;
        var text = string.Create(CultureInfo.InvariantCulture, $"Choose {chosen.Encoder}: {what} {value(chosen):0.000} on your pictures, {chosen.ImagesPerSecond:0.0} images/s here.");
        return chosen == best
            ? text
            : text + string.Create(CultureInfo.InvariantCulture, $" {best.Encoder} is no better than chance allows ({value(best):0.000}) and slower ({best.ImagesPerSecond:0.0} images/s).");
    }
}
