using Cluster.Clustering;
using Cluster.GatewayHost;

return await HostCommand.RunAsync(() => Task.FromResult<IHost>(GatewayHostApplication.Build(args)));
