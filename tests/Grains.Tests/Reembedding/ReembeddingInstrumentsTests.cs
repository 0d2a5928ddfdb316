using System.Diagnostics.Metrics;
using Cluster.Domain.Identity;
using Cluster.Grains.Reembedding;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Reembedding;

public sealed class ReembeddingInstrumentsTests
{
    [Fact]
    public void The_lag_of_a_generation_is_a_metric_as_long_as_it_follows()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var instruments = new ReembeddingInstruments(services.GetRequiredService<IMeterFactory>());
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, own) =>
            {
                if (instrument.Meter.Name == ReembeddingInstruments.MeterName)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen[$"{instrument.Name} {tags[0].Value}"] = value);
        listener.Start();
        instruments.OnLag(new CollectionName("shop"), new Contracts.Collections.Changes.ChangeLag(7, TimeSpan.FromSeconds(3)));
        listener.RecordObservableInstruments();
        Assert.Equal(7, seen["cluster.reembedding.lag.points shop"]);
        Assert.Equal(3, seen["cluster.reembedding.lag.age shop"]);

        seen.Clear();
        instruments.OnOver(new CollectionName("shop"));
        listener.RecordObservableInstruments();
        Assert.Empty(seen);
    }
}
