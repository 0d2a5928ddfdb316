namespace Cluster.ServiceDefaults.Telemetry;

/// <summary>Whose spans and numbers are sent. Rooms name their sources <c>Cluster.Room</c>, so that none has to be listed here.</summary>
public static class TelemetrySources
{
    /// <summary>Our own activity sources and meters.</summary>
    public const string Rooms = "Cluster.*";

    /// <summary>Orleans' spans of calls to application grains. Its other source, of runtime calls, is chatter.</summary>
    public const string GrainCalls = "Microsoft.Orleans.Application";

    /// <summary>Orleans' meter.</summary>
    public const string Orleans = "Microsoft.Orleans";
}
