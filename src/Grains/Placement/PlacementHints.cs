using Cluster.Domain.Identity;

namespace Cluster.Grains.Placement;

/// <summary>What travels beside a call for the case that its grain has to be placed: which encoder it needs, and which silo was chosen for it.</summary>
public static class PlacementHints
{
    private const string EncoderKey = "cluster.encoder";
    private const string SiloKey = "cluster.silo";

    /// <summary>Sets the hints for the calls that follow in this flow.</summary>
    public static void Set(EncoderId encoder, string? silo)
    {
        RequestContext.Set(EncoderKey, encoder.Value);
        if (silo is null)
        {
            RequestContext.Remove(SiloKey);
        }
        else
        {
            RequestContext.Set(SiloKey, silo);
        }
    }

    /// <summary>Takes them away again.</summary>
    public static void Clear()
    {
        RequestContext.Remove(EncoderKey);
        RequestContext.Remove(SiloKey);
    }

    internal static (string? Encoder, string? Silo) Of(IReadOnlyDictionary<string, object>? context) =>
        (context?.GetValueOrDefault(EncoderKey) as string, context?.GetValueOrDefault(SiloKey) as string);
}
