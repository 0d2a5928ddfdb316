using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Cluster.Silo;

/// <summary>Bounds what a silo remembers of where grains are.</summary>
public static class AddressCacheSiloBuilderExtensions
{
    /// <summary>Grains that a silo calls again and again: jobs, shards, directories and the partitions in flight; some thousands at most.</summary>
    private const int Addresses = 16_384;

    /// <summary>
    /// Keeps so many addresses of grains in memory, of which Orleans would keep a million. A partition is a grain that lives once: in a corpus of 100,000
    /// partitions its address alone takes three quarters of a kilobyte that nobody asks for again.
    /// </summary>
    public static ISiloBuilder KeepFewAddresses(this ISiloBuilder silo)
    {
        silo.Services.Configure<GrainDirectoryOptions>(static options => options.CacheSize = Addresses);
        return silo;
    }
}
