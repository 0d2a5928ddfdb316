using Cluster.AppHost.Topology;

// 1. What keeps state: Redis (membership, grain state, reminders), Qdrant (points), Azurite (corpora in blobs).
var builder = DistributedApplication.CreateBuilder(args);
var topology = TopologyOptions.Read(builder.Configuration);
var state = StateResources.Add(builder);

// 2. Silos, each with ports of its own. They start when what keeps state is healthy.
var models = builder.AddParameter("model-folder", () => topology.ModelFolder);
var silos = Enumerable.Range(0, topology.Silos).Select(number => SiloResources.Add(builder, number, topology, state, models)).ToList();

// 3. The gateway, when every silo is ready.
GatewayResource.Add(builder, topology, state, silos);
await builder.Build().RunAsync();
