using System.Net;
using System.Net.Sockets;

namespace Cluster.TestSupport;

/// <summary>Ports of the loopback that nobody listens on.</summary>
public static class LoopbackPorts
{
    /// <summary>That many, all different.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(static _ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        Array.ForEach(listeners, static listener => listener.Start());
        var ports = Array.ConvertAll(listeners, static listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        Array.ForEach(listeners, static listener => listener.Stop());
        return ports;
    }
}
