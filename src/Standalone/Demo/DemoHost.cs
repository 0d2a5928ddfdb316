using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cluster.Standalone.Demo;

/// <summary>How the demo sets up the host that everyone uses.</summary>
internal static class DemoHost
{
    /// <summary>The host's command line: the ports of the silo are nobody's business here, and logs speak of trouble only, on the error stream.</summary>
    public static string[] ArgumentsFor(DemoOptions options)
    {
        var (silo, clients) = FreePorts();
        return
        [
            Argument("Standalone:Port", options.Port),
            Argument("Standalone:SiloPort", silo),
            Argument("Standalone:ClientGatewayPort", clients),
            Argument("Standalone:DataFolder", options.Data),
            Argument("Logging:Console:LogLevel:Default", LogLevel.Warning),
            Argument("Logging:Console:LogLevel:Cluster", LogLevel.Warning),
            Argument("Logging:Console:LogLevel:Orleans", LogLevel.Error),
            Argument("Logging:Console:LogLevel:Microsoft.Extensions.Hosting", LogLevel.None),
            Argument("Logging:Console:LogToStandardErrorThreshold", LogLevel.Trace),
        ];
    }

    private static string Argument(string name, object value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");

    private static (int Silo, int Clients) FreePorts()
    {
        using TcpListener one = new(IPAddress.Loopback, 0), other = new(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)other.LocalEndpoint).Port);
    }
}
