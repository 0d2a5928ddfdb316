using System.Diagnostics.Metrics;

namespace Cluster.Pipeline.Tests;

/// <summary>Meters that nobody listens to.</summary>
internal sealed class PlainMeterFactory : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }
}
