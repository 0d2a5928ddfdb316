using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Silo;

/// <summary>Adds <see cref="JobKeeper"/>.</summary>
public static class JobKeeperSiloBuilderExtensions
{
    /// <summary>Has running jobs go on after a start, and after the death of another silo.</summary>
    public static ISiloBuilder KeepJobsGoing(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<JobKeeper>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static services => services.GetRequiredService<JobKeeper>());
        return silo;
    }
}
