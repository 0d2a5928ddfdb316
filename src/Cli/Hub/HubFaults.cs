using System.Net;
using Cluster.Cli.Hub.Transport;

namespace Cluster.Cli.Hub;

/// <summary>Faults of the hub in words that say what to do.</summary>
internal static class HubFaults
{
    public static CliException Explain(Exception fault, HubOptions hub, HubModelId id, string revision) => fault switch
    {
        HubStatusException { Code: "GatedRepo" } => Failed($"{id} is gated: accept its terms on the hub's page with your account, and set HF_TOKEN to a token of that account."),
        HubStatusException { Code: "RevisionNotFound" } => Failed($"{id} has no revision '{revision}' on the hub at {hub}; check --revision."),
        HubStatusException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } answer => Failed(
            $"The hub at {hub} refuses {id} (HTTP {(int)answer.Status}): it is gated or private, or there is no such model. "
            + (hub.Token is null ? "Check the id; if it needs an account, set HF_TOKEN." : "Check the id, and whether the account of HF_TOKEN may read it.")),
        HubStatusException { Status: HttpStatusCode.NotFound } => Failed($"The hub at {hub} has no model {id} at revision '{revision}'; check the id and --revision."),
        HubStatusException answer => new CliException(
            HubRetry.IsPassing(answer) ? ExitCode.Unreachable : ExitCode.Failed, $"The hub at {hub} answers with HTTP {(int)answer.Status}; what was fetched stays, pull again later."),
        _ => new CliException(ExitCode.Unreachable, $"The hub at {hub} does not answer ({fault.Message}); check HF_ENDPOINT and the network. What was fetched stays, pull again later."),
    };

    private static CliException Failed(string message) => new(ExitCode.Failed, message);
}
