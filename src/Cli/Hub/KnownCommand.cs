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

        gateway.Terminal.WriteRows(["HUB ID", "FAMILY", "ARCHITECTURE", "DIMENSION", "LICENCE", "ONNX"], KnownModels.All.Select(static known => (IReadOnlyList<string>)
        [
            known.Hub, known.Family, known.Architecture, known.Dimension.ToString(CultureInfo.InvariantCulture), known.Licence ?? "look it up",
            known.HasOnnx ? "yes" : "",
        ]));
        gateway.Terminal.Note("Pull one with: cluster models pull HUB-ID. Where ONNX is not marked, its weights may have to be exported first; the pull says so before it fetches.");
        return Task.FromResult(ExitCode.Ok);
    });
}
