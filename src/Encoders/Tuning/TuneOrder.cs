using Cluster.Encoders.Manifests;

namespace Cluster.Encoders.Tuning;

/// <summary>A tuning that is asked for.</summary>
/// <param name="Precision">The files; null for those that the options choose.</param>
/// <param name="Seconds">Seconds to measure in all, 1 to 3,600; loading comes on top.</param>
/// <param name="Batch">Images that a job's batch holds.</param>
public sealed record TuneOrder(ModelPrecision? Precision = null, int Seconds = TuneOrder.UsualSeconds, int Batch = 16)
{
    /// <summary>Enough on a machine that nobody else uses.</summary>
    public const int UsualSeconds = 120;

    /// <summary>The most.</summary>
    public const int MostSeconds = 3_600;
}
