using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Cluster.Clustering;

/// <summary>Reads the connection string of Redis.</summary>
internal static class RedisConnection
{
    /// <exception cref="InvalidOperationException">There is none, or it cannot be read.</exception>
    public static ConfigurationOptions Read(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString(ConnectionNames.Redis);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException($"ConnectionStrings:{ConnectionNames.Redis} is not set; a cluster keeps its membership and state in Redis. Give host:port.");
        }

        try
        {
            var options = ConfigurationOptions.Parse(text);

            // A Redis that is restarted is waited for; a silo does not end because of it.
            options.AbortOnConnectFail = false;
            options.ReconnectRetryPolicy = new ExponentialRetry(250, 2_000);
            return options;
        }
        catch (ArgumentException fault)
        {
            // The string itself may hold a password.
            throw new InvalidOperationException($"ConnectionStrings:{ConnectionNames.Redis} cannot be read: give host:port, options behind commas.", fault);
        }
    }
}
