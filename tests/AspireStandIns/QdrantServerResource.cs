namespace Aspire.Hosting.ApplicationModel;

/// <summary>Qdrant in a container.</summary>
public sealed class QdrantServerResource(string name, ParameterResource apiKey) : ContainerResource(name), IResourceWithConnectionString
{
    private EndpointReference Grpc => new(this, "grpc");

    /// <summary>As its documentation gives it: endpoint and key.</summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"Endpoint={Grpc.Property(EndpointProperty.Url)};Key={apiKey}");
}
