using Microsoft.Extensions.Configuration;

namespace Cluster.AppHost.Topology;

/// <summary>How large the cluster is. Section <c>Topology</c>, as in <c>--Topology:Silos=3</c>.</summary>
internal sealed record TopologyOptions
{
    /// <summary>Silos, 1 to 16. Default: 2.</summary>
    public int Silos { get; init; } = 2;

    /// <summary>How many of them, the first ones, hold encoders on the GPU; each takes the device of its number. Default: 0.</summary>
    public int GpuSilos { get; init; }

    /// <summary>MiB of a GPU that encoders may take. Default: 16,384.</summary>
    public int GpuMemory { get; init; } = 16_384;

    /// <summary>Folder of model folders. Default: <c>models</c> of the repository.</summary>
    public string ModelFolder { get; init; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../models"));

    /// <summary>Port of the gateway on loopback. Default: 8080.</summary>
    public int GatewayPort { get; init; } = 8080;

    /// <exception cref="InvalidOperationException">Something in it cannot work.</exception>
    public static TopologyOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("Topology").Get<TopologyOptions>() ?? new TopologyOptions();
        return options switch
        {
            { Silos: < 1 or > 16 } => throw new InvalidOperationException($"Topology:Silos is {options.Silos}; it must be from 1 to 16."),
            _ when options.GpuSilos < 0 || options.GpuSilos > options.Silos => throw new InvalidOperationException($"Topology:GpuSilos is {options.GpuSilos}; it must be from 0 to {options.Silos}."),
            _ => options,
        };
    }
}
