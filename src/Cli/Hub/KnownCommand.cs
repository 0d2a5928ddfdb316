using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Hub.Known;

namespace Cluster.Cli.Hub;

/// <summary><c>cluster models known</c>.</summary>
internal static class KnownCommand
{
    public static Command Create(GatewayCommand gateway) => gateway.DoesAlone(new Command("known", "List well-known checkpoints: their hub ids, licences and dimensions"), (parsed, _) =>
    {
        if (parsed.GetValue(gateway.Json))
        {
            gateway.Terminal.WriteJson(KnownModels.All);
            return Task.FromResult(ExitCode.Ok);
        }

        gateway.Terminal.WriteRows(["HUB ID", "FAMILY", "ARCHITECTURE", "DIMENSION", "LICENCE", "ONNX", "NOTE"], KnownModels.All.Select(static known => (IReadOnlyList<string>)
        [
            known.Hub, known.Family, known.Architecture, known.Dimension.ToString(CultureInfo.InvariantCulture), known.Licence ?? "look it up",
            known.HasOnnx ? "yes" : "no", known.Note ?? "",
        ]));
        gateway.Terminal.Note("Pull those with ONNX graphs with: cluster models pull HUB-ID. The others have to be exported to ONNX first.");
        return Task.FromResult(ExitCode.Ok);
    });
}
