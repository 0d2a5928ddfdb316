using Cluster.Grains;
using Cluster.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Cluster.Silo;

/// <summary>A silo that is a cluster of its own: loopback only, state in a SQLite file.</summary>
public static class OneMachineSilo
{
    /// <summary>Sets up clustering and storage for one machine.</summary>
    public static ISiloBuilder UseOneMachine(this ISiloBuilder silo, string stateFile, int siloPort, int gatewayPort)
    {
        silo.UseLocalhostClustering(siloPort, gatewayPort);
        silo.AddActivityPropagation();
        silo.Services.Configure<SqliteGrainStorageOptions>(options => options.Path = stateFile);
        silo.Services.AddSingleton<SqliteGrainStorage>();
        silo.Services.AddKeyedSingleton<IGrainStorage>(GrainStorageNames.Durable, static (services, _) => services.GetRequiredService<SqliteGrainStorage>());
        silo.KeepJobsGoing().KeepFewAddresses();
        return silo;
    }
}
