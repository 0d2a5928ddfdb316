using Cluster.Silo;
using Cluster.Standalone;

return DecodeWorkers.TryRun(args) ? 0 : await StandaloneCommand.RunAsync(args);
