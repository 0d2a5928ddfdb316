using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace Cluster.Clustering;

/// <summary>Where Qdrant is, and the key it asks for.</summary>
/// <param name="Endpoint">The gRPC address.</param>
/// <param name="Key">The API key; empty for none.</param>
public sealed record QdrantConnection(string Endpoint, string Key)
{
    /// <summary>Reads an address, or <c>Endpoint=...;Key=...</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none: each process of a cluster must see the same points.</exception>
    public static QdrantConnection Read(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString(ConnectionNames.Qdrant);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException(
                $"ConnectionStrings:{ConnectionNames.Qdrant} is not set; silos and gateways of a cluster share one vector index. Give the gRPC address of Qdrant.");
        }

        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return new QdrantConnection(text, "");
        }

        var parts = new DbConnectionStringBuilder { ConnectionString = text };
        return new QdrantConnection(Part("Endpoint"), Part("Key"));

        string Part(string key) => parts.TryGetValue(key, out var value) ? (string)value : "";
    }

    /// <summary>Hides the key.</summary>
    public override string ToString() => Endpoint;
}
