using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace Cluster.Grains.Placement;

/// <summary>Leaves the silos that can hold the encoder named by <see cref="PlacementHints"/>, and of these only the chosen one if it is there.</summary>
public sealed class EncoderPlacementFilterDirector(IServiceProvider services) : IPlacementFilterDirector
{
    /// <inheritdoc />
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var (encoder, chosen) = PlacementHints.Of(target.RequestContextData);
        List<SiloAddress> all = [.. silos];
        var able = encoder is null ? all : Announcing(encoder, all);

        // None announces a model that was put there after the silos had started: then the choice counts, which goes by what they have told since.
        return (able.Count > 0 ? able : all).Find(silo => silo.ToParsableString() == chosen) is { } there ? [there] : able;
    }

    /// <summary>A silo that announces nothing is not known yet, or announcements are not in use: then it counts only if no silo announces any.</summary>
    private List<SiloAddress> Announcing(string encoder, List<SiloAddress> silos)
    {
        // One machine has no metadata at all.
        if (services.GetService(typeof(ISiloMetadataCache)) is not ISiloMetadataCache cache)
        {
            return silos;
        }

        var traits = silos.ConvertAll(silo => (Silo: silo, Traits: SiloTraits.Read(cache.GetSiloMetadata(silo).Metadata)));
        return traits.TrueForAll(static entry => entry.Traits is null)
            ? silos
            : [.. traits.Where(entry => entry.Traits?.Encoders.Contains(encoder) == true).Select(static entry => entry.Silo)];
    }
}
