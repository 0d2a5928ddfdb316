using Cluster.Clustering;
using Cluster.SiloHost;

return await HostCommand.RunAsync(async () => await SiloHostApplication.BuildAsync(args));
