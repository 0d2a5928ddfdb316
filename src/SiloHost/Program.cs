using Cluster.Clustering;
using Cluster.ServiceDefaults.Health;
using Cluster.Silo;
using Cluster.SiloHost;

if (DecodeWorkers.TryRun(args))
{
    return 0;
}

// "probe /health": what a container asks of the silo that runs beside it.
if (args is ["probe", var path])
{
    var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(SiloHostOptions.Section).Get<SiloHostOptions>() ?? new SiloHostOptions();
    return await HealthProbe.AskAsync(settings.HealthPort, path);
}

return await HostCommand.RunAsync(async () => await SiloHostApplication.BuildAsync(args));
