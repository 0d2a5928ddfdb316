namespace Cluster.Encoders.Tuning;

/// <summary>Two settings measured in turns: on a machine that others use too, only what ran side by side compares.</summary>
/// <param name="Stood">Images a second of what stood: the middle of its rounds.</param>
/// <param name="Tried">Of the other.</param>
/// <param name="Ratio">The middle of the rounds' ratios.</param>
/// <param name="IsFaster">Whether the other one is faster by enough, and not by the accident of a round.</param>
/// <param name="Spread">How far rounds of what stood lay apart: the middle half of them, as a share of the middle one.</param>
internal sealed record TuningDuel(double Stood, double Tried, double Ratio, bool IsFaster, double Spread)
{
    /// <summary>What a change must bring, so that it is worth being another setting than the usual one.</summary>
    public const double Enough = 1.02;

    private const int Rounds = 9;

    /// <summary>Measures for about so long.</summary>
    public static TuningDuel Run(TuningLoad stood, TuningLoad tried, TimeSpan budget, CancellationToken cancellationToken)
    {
        var length = budget / (2 * Rounds);
        var (of, other) = (new double[Rounds], new double[Rounds]);

        // The first round plans, takes memory, and finds out how many images a pass holds.
        stood.Round(length, cancellationToken);
        tried.Round(length, cancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            // First the one, then the other: what the machine does meanwhile falls on both alike.
            if (round % 2 == 0)
            {
                of[round] = stood.Round(length, cancellationToken);
                other[round] = tried.Round(length, cancellationToken);
            }
            else
            {
                other[round] = tried.Round(length, cancellationToken);
                of[round] = stood.Round(length, cancellationToken);
            }
        }

        double[] ratios = [.. other.Zip(of, static (tried, stood) => tried / stood)];
        return new TuningDuel(Median(of), Median(other), Median(ratios), Median(ratios) >= Enough && Quartile(ratios, 1) > 1, (Quartile(of, 3) - Quartile(of, 1)) / Median(of));
    }

    /// <summary>The middle one, which a neighbour's burst does not move.</summary>
    public static double Median(IReadOnlyCollection<double> values) => Quartile(values, 2);

    private static double Quartile(IReadOnlyCollection<double> values, int quarter) => values.Order().ElementAt((values.Count - 1) * quarter / 4);
}
