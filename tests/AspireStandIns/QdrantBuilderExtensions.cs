namespace Aspire.Hosting;

/// <summary>
/// Stands in for Aspire.Hosting.Qdrant, where a registry lacks it: what the app host uses of it, with the signatures of its public API and the connection
/// string that it documents.
/// </summary>
public static class QdrantBuilderExtensions
{
    public static IResourceBuilder<QdrantServerResource> AddQdrant(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? apiKey = null, int? grpcPort = null, int? httpPort = null)
    {
        var key = apiKey?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-Key", special: false);
        return builder.AddResource(new QdrantServerResource(name, key))
            .WithImage("qdrant/qdrant", "v1.15.5")
            .WithHttpEndpoint(port: grpcPort, targetPort: 6334, name: "grpc")
            .WithHttpEndpoint(port: httpPort, targetPort: 6333, name: "http")
            .WithEnvironment(context => context.EnvironmentVariables["QDRANT__SERVICE__API_KEY"] = key);
    }

    public static IResourceBuilder<QdrantServerResource> WithDataVolume(this IResourceBuilder<QdrantServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithVolume(name ?? "qdrant-data", "/qdrant/storage", isReadOnly);
}
