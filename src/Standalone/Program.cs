using Cluster.Standalone;

await StandaloneHost.Build(args).RunAsync();
