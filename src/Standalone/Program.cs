using Cluster.Standalone;

return await StandaloneCommand.RunAsync(args);
