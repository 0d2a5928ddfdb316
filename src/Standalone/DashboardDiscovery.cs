using System.Net;
using System.Net.Sockets;

namespace Cluster.Standalone;

/// <summary>Where nothing says where telemetry goes, it goes to a collector that already listens on this machine (./dashboard.sh starts one).</summary>
internal static class DashboardDiscovery
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const int OtlpPort = 4317;

    public static void Use(IConfigurationManager configuration, StandaloneOptions options)
    {
        if (options.FindDashboard && string.IsNullOrWhiteSpace(configuration[Endpoint]) && Listens(OtlpPort))
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>(Endpoint, $"http://127.0.0.1:{OtlpPort}")]);
        }
    }

    private static bool Listens(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // On loopback the answer comes at once, whatever it is.
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
