using Cluster.Cli;
using Cluster.Cli.Terminals;

return await ClusterCommand.RunAsync(args, Terminal.OfProcess());
