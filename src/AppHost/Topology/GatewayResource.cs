using System.Globalization;

namespace Cluster.AppHost.Topology;

/// <summary>The gateway.</summary>
internal static class GatewayResource
{
    public static void Add(
        IDistributedApplicationBuilder builder, TopologyOptions topology, StateResources state, IReadOnlyList<IResourceBuilder<ProjectResource>> silos)
    {
        var gateway = state.GiveTo(builder.AddProject<Projects.GatewayHost>("gateway"))
            .WithEnvironment("GatewayHost__Port", topology.GatewayPort.ToString(CultureInfo.InvariantCulture))
            .WithHttpEndpoint(port: topology.GatewayPort, targetPort: topology.GatewayPort, name: "page", isProxied: false)
            .WithHttpHealthCheck("/health", endpointName: "page");
        foreach (var silo in silos)
        {
            gateway.WaitFor(silo);
        }
    }
}
