using System.Collections.Concurrent;

namespace Cluster.FakeQdrant;

/// <summary>What a fake server holds, and how it is told to behave.</summary>
public sealed class FakeServerState(string version, string apiKey)
{
    private readonly ConcurrentQueue<ServerFault> _faults = new();

    /// <summary>The version it says it is.</summary>
    public string Version => version;

    /// <summary>The API key it asks for; empty for none.</summary>
    public string ApiKey => apiKey;

    /// <summary>Its collections, by name.</summary>
    public ConcurrentDictionary<string, FakeCollection> Collections { get; } = new(StringComparer.Ordinal);

    /// <summary>Its aliases and the collections they stand for.</summary>
    public ConcurrentDictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Every call made, in order: the name of the method and the message.</summary>
    public ConcurrentQueue<(string Method, object Request)> Calls { get; } = new();

    /// <summary>Whether calls are kept in <see cref="Calls"/>; not for runs of a size that memory would not hold. Default: true.</summary>
    public bool KeepsCalls { get; set; } = true;

    /// <summary>Whether writes are counted and thrown away, for measuring a client.</summary>
    public bool Discards { get; set; }

    /// <summary>Whether every call is answered with "unavailable", until this is taken back.</summary>
    public bool IsAway { get; set; }

    /// <summary>Looks at a collection that are answered with yellow before it shows green.</summary>
    public int YellowLooks { get; set; }

    /// <summary>Whether it answers as servers up to 1.16 do.</summary>
    public bool HasOldAnswers => Minor <= 16;

    /// <summary>Whether it keeps the metadata of a collection.</summary>
    public bool KeepsMetadata => Minor >= 16;

    private int Minor => int.Parse(version.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The next call whose method has this name (any, if null) fails so. Faults of one method happen in the order given.</summary>
    public void FailNext(ServerFault fault) => _faults.Enqueue(fault);

    internal ServerFault? TakeFault(string method)
    {
        var looked = _faults.Count;
        for (var i = 0; i < looked && _faults.TryDequeue(out var fault); i++)
        {
            if (fault.Method is null || fault.Method == method)
            {
                return fault;
            }

            _faults.Enqueue(fault);
        }

        return null;
    }
}
