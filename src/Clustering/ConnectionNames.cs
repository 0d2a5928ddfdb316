namespace Cluster.Clustering;

/// <summary>
/// The names under which hosts look for their connection strings, <c>ConnectionStrings:NAME</c> in the configuration or <c>ConnectionStrings__NAME</c>
/// in the environment, as Aspire hands them out.
/// </summary>
public static class ConnectionNames
{
    /// <summary>Membership, grain state and reminders: <c>host:port</c>, with the options of StackExchange.Redis behind commas.</summary>
    public const string Redis = "redis";

    /// <summary>The vector index: the gRPC address of Qdrant, or <c>Endpoint=http://host:6334;Key=...</c>.</summary>
    public const string Qdrant = "qdrant";

    /// <summary>Azure Blob Storage for corpora and artifacts.</summary>
    public const string Blobs = "blobs";
}
