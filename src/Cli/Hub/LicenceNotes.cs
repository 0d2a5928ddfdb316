namespace Cluster.Cli.Hub;

/// <summary>Says what a licence means before anything is fetched.</summary>
internal static class LicenceNotes
{
    private const string NonCommercial = "cc-by-nc";
    private const string MetaClip = "metaclip";

    /// <summary>Tells the licence, and warns of one that forbids commercial use or of none.</summary>
    public static void Tell(HubModelId id, string? licence, Action<string> note) => note(licence switch
    {
        _ when IsNonCommercial(licence) => $"warning: these weights are licensed {licence}: not for commercial use.",
        _ when id.Value.Contains(MetaClip, StringComparison.OrdinalIgnoreCase) =>
            $"warning: MetaCLIP's weights were published under CC-BY-NC-4.0, not for commercial use; the hub says '{licence ?? "nothing"}' of this copy.",
        null or "" => "warning: no licence is stated for these weights; find out before you use them.",
        _ => $"Licence of the weights: {licence}.",
    });

    /// <summary>Whether commercial use is forbidden.</summary>
    public static bool IsNonCommercial(string? licence) => licence?.Contains(NonCommercial, StringComparison.OrdinalIgnoreCase) == true;
}
