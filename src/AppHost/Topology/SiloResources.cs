using System.Globalization;

namespace Cluster.AppHost.Topology;

/// <summary>A silo.</summary>
internal static class SiloResources
{
    private const int FirstSiloPort = 11_111;
    private const int FirstClientGatewayPort = 30_000;
    private const int FirstHealthPort = 8_081;

    /// <remarks>Silos are resources of their own and not replicas of one: replicas share their ports, and every silo is reached at its own.</remarks>
    public static IResourceBuilder<ProjectResource> Add(
        IDistributedApplicationBuilder builder, int number, TopologyOptions topology, StateResources state, IResourceBuilder<ParameterResource> models)
    {
        var (name, health) = ($"silo-{number}", FirstHealthPort + number);
        var silo = state.GiveTo(builder.AddProject<Projects.SiloHost>(name))
            .WithEnvironment("Cluster__SiloName", name)
            .WithEnvironment("Cluster__SiloPort", Text(FirstSiloPort + number))
            .WithEnvironment("Cluster__ClientGatewayPort", Text(FirstClientGatewayPort + number))
            .WithEnvironment("SiloHost__HealthPort", Text(health))
            .WithEnvironment("Encoders__ModelFolders__0", models)
            .WithEnvironment("Artifacts__AzureBlob__Container", "artifacts")
            .WithHttpEndpoint(port: health, targetPort: health, name: "health", isProxied: false)
            .WithHttpHealthCheck("/health", endpointName: "health");
        return number < topology.GpuSilos
            ? silo.WithEnvironment("Encoders__Hosting__Devices__cuda:0", Text(topology.GpuMemory)).WithEnvironment("CUDA_VISIBLE_DEVICES", Text(number))
            : silo.WithEnvironment("CUDA_VISIBLE_DEVICES", "");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
