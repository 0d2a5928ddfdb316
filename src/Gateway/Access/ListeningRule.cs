using System.Net;
using Cluster.Domain.Outcomes;

namespace Cluster.Gateway.Access;

/// <summary>Beyond loopback, only with keys. Hosts ask it before they listen; <see cref="AccessGuard"/> holds every request to the same rule.</summary>
public static class ListeningRule
{
    /// <summary>Refuses an address that others could reach while no keys are required.</summary>
    /// <param name="address">The address that is to be listened on.</param>
    /// <param name="setting">The configuration key that named it, for the message.</param>
    /// <param name="requireKeys">Whether keys are required.</param>
    /// <exception cref="FailureException">InvalidRequest.</exception>
    public static void Check(IPAddress address, string setting, bool requireKeys)
    {
        if (!IPAddress.IsLoopback(address) && !requireKeys)
        {
            throw new FailureException(
                FailureKind.InvalidRequest,
                $"{setting} is {address}, which others can reach, but no keys are required. Set {AccessOptions.Section}:{nameof(AccessOptions.RequireKeys)} to true, or listen on 127.0.0.1.");
        }
    }
}
