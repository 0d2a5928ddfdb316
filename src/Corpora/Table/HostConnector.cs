using System.Net;
using System.Net.Sockets;

namespace Cluster.Corpora.Table;

/// <summary>Finds the addresses of a host and connects to one of them.</summary>
internal class HostConnector
{
    /// <summary>The addresses that the name stands for now; an address stands for itself.</summary>
    public virtual Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);

    /// <summary>A connection to the first of them that takes it.</summary>
    public virtual async ValueTask<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
