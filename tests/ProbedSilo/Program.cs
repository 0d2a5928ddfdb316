using Cluster.Clustering;
using Cluster.Encoders;
using Cluster.ProbedSilo;
using Cluster.SiloHost;
using Microsoft.Extensions.DependencyInjection;

// PROBE_IMAGE_MICROSECONDS: what an image costs. PROBE_WEDGE: while a file of this name is there, forward passes hang.
var cost = TimeSpan.FromMicroseconds(int.Parse(Environment.GetEnvironmentVariable("PROBE_IMAGE_MICROSECONDS") ?? "0"));
var wedge = Environment.GetEnvironmentVariable("PROBE_WEDGE");
return await HostCommand.RunAsync(async () => await SiloHostApplication.BuildAsync(
    args, builder => builder.Services.AddSingleton<IEncoderFactory>(new PrismEncoderFactory(cost, wedge))));
