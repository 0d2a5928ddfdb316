using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Cluster.Bench.Gateway;

/// <summary>A connection that speaks as much HTTP/1.1 as the gateway's answers need, and blocks while it waits.</summary>
internal sealed class RawConnection(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[256 * 1024];
    private Socket? _socket;

    /// <summary>The bytes of a POST.</summary>
    public static byte[] Post(Uri address, string body) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    /// <summary>Sends a request and reads the whole answer: its status, or 0 where the connection broke or a refusal does not say when to come again.</summary>
    public int Exchange(byte[] request)
    {
        try
        {
            var socket = _socket ??= Connect();
            for (var sent = 0; sent < request.Length;)
            {
                sent += socket.Send(request.AsSpan(sent));
            }

            var length = 0;
            while (true)
            {
                var read = socket.Receive(_buffer.AsSpan(length));
                if (read == 0)
                {
                    throw new SocketException((int)SocketError.ConnectionReset);
                }

                length += read;
                if (IsWhole(_buffer.AsSpan(0, length), out var headers))
                {
                    return StatusOf(headers);
                }
            }
        }
        catch (SocketException)
        {
            Dispose();
            return 0;
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private Socket Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Patience.TotalMilliseconds, SendTimeout = (int)Patience.TotalMilliseconds };
        socket.Connect(address.Host, address.Port);
        return socket;
    }

    private int StatusOf(ReadOnlySpan<byte> headers)
    {
        var status = int.Parse(headers.Slice(9, 3), CultureInfo.InvariantCulture);
        if (Has(headers, "Connection: close"u8))
        {
            Dispose();
        }

        return status is 429 or 503 && !Has(headers, "Retry-After: "u8) ? 0 : status;
    }

    // JSON holds no line breaks of this kind, so that the last chunk cannot be mistaken.
    private static bool IsWhole(ReadOnlySpan<byte> answer, out ReadOnlySpan<byte> headers)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        headers = end < 0 ? default : answer[..end];
        if (end < 0)
        {
            return false;
        }

        if (Has(headers, "Transfer-Encoding: chunked"u8))
        {
            return answer.EndsWith("\r\n0\r\n\r\n"u8);
        }

        var at = headers.IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            return true;
        }

        var digits = headers[(at + 16)..];
        var stop = digits.IndexOf((byte)'\r');
        return answer.Length - end - 4 >= int.Parse(stop < 0 ? digits : digits[..stop], CultureInfo.InvariantCulture);
    }

    private static bool Has(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> text) => headers.IndexOf(text) >= 0;
}
