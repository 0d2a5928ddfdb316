using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Persistence;
using Orleans.Serialization;
using Orleans.Storage;

namespace Cluster.Clustering;

/// <summary>Has a silo or a gateway meet its cluster in Redis.</summary>
public static class RedisClusterBuilderExtensions
{
    /// <summary>The silo of a cluster: membership, grain state named <paramref name="storage"/> and reminders in Redis; TLS where certificates are given.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing or unreadable.</exception>
    /// <exception cref="OptionsValidationException">The section <c>Cluster</c> is wrong.</exception>
    public static ISiloBuilder UseRedisCluster(this ISiloBuilder silo, IConfiguration configuration, string storage)
    {
        var node = ReadNode(configuration);
        var redis = RedisConnection.Read(configuration);
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (node.ClusterId, node.ServiceId));
        silo.Configure<SiloOptions>(options => options.SiloName = node.EffectiveSiloName);
        silo.ConfigureEndpoints(IPAddress.Parse(node.Address), node.SiloPort, node.ClientGatewayPort, listenOnAnyHostAddress: false);
        silo.UseRedisClustering(options => options.ConfigurationOptions = redis);
        silo.UseRedisReminderService(options => options.ConfigurationOptions = redis);
        silo.AddRedisGrainStorage(storage, (OptionsBuilder<RedisStorageOptions> storing) => storing.Configure<Serializer>((options, serializer) =>
        {
            options.ConfigurationOptions = redis;

            // The wire format, whose ids outlive renamed members; the default is JSON by member name.
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = node.ProbeTimeout;

            // A silo that is overloaded itself waits longer before it calls others dead, but not so long that dead ones hold their work for half a minute.
            options.MaxProbeTimeout = node.ProbeTimeout * 1.25;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(15);
            options.NumMissedProbesLimit = 3;

            // After a power cut the silos that come back first must not wait long for those that do not: an entry this old counts as nobody's.
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = node.ResponseTimeout);
        silo.Services.Configure<HostOptions>(options => options.ShutdownTimeout = node.ShutdownTimeout);
        if (node.Tls.IsOn)
        {
            var certificates = new ClusterCertificates(node.Tls);
            silo.UseTls(options => Secure(options, certificates));
        }

        return silo;
    }

    /// <summary>A process that speaks to the silos of a cluster; waits for the first one as long as it takes.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing or unreadable.</exception>
    /// <exception cref="OptionsValidationException">The section <c>Cluster</c> is wrong.</exception>
    public static IClientBuilder UseRedisCluster(this IClientBuilder client, IConfiguration configuration)
    {
        var node = ReadNode(configuration);
        var redis = RedisConnection.Read(configuration);
        client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (node.ClusterId, node.ServiceId));
        client.UseRedisClustering(options => options.ConfigurationOptions = redis);
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = node.ResponseTimeout);

        // A silo that has come back is to be used soon.
        client.Configure<GatewayOptions>(static options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.UseConnectionRetryFilter(static async (_, cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            return true;
        });
        if (node.Tls.IsOn)
        {
            var certificates = new ClusterCertificates(node.Tls);
            client.UseTls(options => Secure(options, certificates));
        }

        return client;
    }

    /// <summary>The section <c>Cluster</c>, checked.</summary>
    /// <exception cref="OptionsValidationException">Something in it is wrong.</exception>
    public static ClusterNodeOptions ReadNode(IConfiguration configuration)
    {
        var node = configuration.GetSection(ClusterNodeOptions.Section).Get<ClusterNodeOptions>() ?? new ClusterNodeOptions();
        var result = new ClusterNodeOptionsValidator().Validate(null, node);
        return result.Succeeded ? node : throw new OptionsValidationException(ClusterNodeOptions.Section, typeof(ClusterNodeOptions), result.Failures);
    }

    private static void Secure(TlsOptions options, ClusterCertificates certificates)
    {
        options.LocalCertificate = certificates.Own;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (certificate, _, _) => certificate is not null && certificates.Trusts(certificate);
        options.OnAuthenticateAsClient = static (_, authentication) => authentication.TargetHost = "cluster";
    }
}
