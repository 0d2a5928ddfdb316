using Cluster.TestSupport;
using k8s;
using k8s.Models;

namespace Cluster.Deployment.Tests;

/// <summary>Manifests as Kustomize renders them, read into Kubernetes' own types: a field that does not exist is a fault.</summary>
public sealed class KubernetesTests
{
    [Theory]
    [InlineData("base")]
    [InlineData("gpu")]
    public async Task Every_container_runs_without_root_capabilities_or_a_writable_root_and_within_a_memory_limit(string overlay)
    {
        foreach (var (name, pod, _) in Pods(await RenderAsync(overlay)))
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot, name);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken, name);
            Assert.All(pod.Containers, container =>
            {
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation, name);
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem, name);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.True(container.Resources.Limits.ContainsKey("memory"), name);
                Assert.True(container.ReadinessProbe is not null, name);
                Assert.DoesNotContain(":latest", container.Image, StringComparison.Ordinal);
                Assert.Contains(':', container.Image);
            });
        }
    }

    [Theory]
    [InlineData("base")]
    [InlineData("gpu")]
    public async Task Secrets_are_only_referred_to(string overlay)
    {
        var objects = await RenderAsync(overlay);
        Assert.DoesNotContain(objects, static thing => thing is V1Secret);
        foreach (var (name, pod, _) in Pods(objects))
        {
            var literal = pod.Containers.SelectMany(static container => container.Env ?? []).Where(static variable => variable.Value is not null);
            Assert.All(literal, variable => Assert.False(
                variable.Name.Contains("ConnectionStrings", StringComparison.Ordinal) || variable.Name.Contains("PASSWORD", StringComparison.Ordinal), $"{name}: {variable.Name}"));
        }

        var settings = objects.OfType<V1ConfigMap>().SelectMany(static map => map.Data.Keys);
        Assert.DoesNotContain(settings, static key => key.StartsWith("ConnectionStrings", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("gpu")]
    public async Task Whatever_refers_to_something_finds_it(string overlay)
    {
        var objects = await RenderAsync(overlay);
        var labels = Pods(objects).Select(static pod => pod.Labels).Append(new Dictionary<string, string> { ["app.kubernetes.io/name"] = "qdrant" }).ToList();
        var workloads = objects.OfType<V1Deployment>().Select(static deployment => deployment.Metadata.Name).ToList();
        var claims = objects.OfType<V1PersistentVolumeClaim>().Select(static claim => claim.Metadata.Name).ToHashSet();
        var maps = objects.OfType<V1ConfigMap>().Select(static map => map.Metadata.Name).ToHashSet();
        var accounts = objects.OfType<V1ServiceAccount>().Select(static account => account.Metadata.Name).ToHashSet();

        Assert.All(objects.OfType<V1PodDisruptionBudget>(), budget => AssertSelects(budget.Metadata.Name, budget.Spec.Selector.MatchLabels));
        Assert.All(objects.OfType<V1Service>(), service => AssertSelects(service.Metadata.Name, service.Spec.Selector));
        var policies = objects.OfType<V1NetworkPolicy>().ToList();
        Assert.All(policies.Where(static policy => policy.Spec.PodSelector.MatchLabels is not null), policy => AssertSelects(policy.Metadata.Name, policy.Spec.PodSelector.MatchLabels));
        Assert.All(
            policies.SelectMany(static policy => (policy.Spec.Ingress ?? []).SelectMany(static rule => rule.FromProperty ?? []).Concat((policy.Spec.Egress ?? []).SelectMany(static rule => rule.To ?? [])))
                .Where(static peer => peer.PodSelector is not null),
            peer => AssertSelects("a network policy", peer.PodSelector.MatchLabels));
        Assert.All(objects.OfType<V2HorizontalPodAutoscaler>(), scaler => Assert.Contains(scaler.Spec.ScaleTargetRef.Name, workloads));
        foreach (var (name, pod, _) in Pods(objects))
        {
            Assert.All(pod.Volumes ?? [], volume => Assert.True(volume.PersistentVolumeClaim is null || claims.Contains(volume.PersistentVolumeClaim.ClaimName), $"{name}: {volume.Name}"));
            Assert.All(pod.Containers.SelectMany(static container => container.EnvFrom ?? []), source => Assert.Contains(source.ConfigMapRef.Name, maps));
            Assert.True(pod.ServiceAccountName is null || accounts.Contains(pod.ServiceAccountName), name);

            // Everything mounted is declared, and everything declared is mounted.
            var mounted = pod.Containers.SelectMany(static container => container.VolumeMounts ?? []).Select(static mount => mount.Name).Where(static volume => volume != "data").ToHashSet();
            Assert.Equal(mounted, (pod.Volumes ?? []).Select(static volume => volume.Name).ToHashSet());
        }

        void AssertSelects(string name, IDictionary<string, string> wanted) => Assert.True(
            labels.Exists(label => wanted.All(pair => label.TryGetValue(pair.Key, out var value) && value == pair.Value)), $"{name} selects no pod");
    }

    [Fact]
    public async Task Gpu_silos_ask_for_a_whole_device_on_nodes_that_have_one_and_all_silos_have_time_to_end()
    {
        var pods = Pods(await RenderAsync("gpu")).ToList();
        var gpu = Assert.Single(pods, static pod => pod.Labels.TryGetValue("pool", out var pool) && pool == "gpu").Pod;
        Assert.Equal("1", gpu.Containers[0].Resources.Limits["nvidia.com/gpu"].ToString());
        Assert.Equal("gpu", gpu.NodeSelector["embedding-cluster/pool"]);
        Assert.Contains(gpu.Tolerations, static toleration => toleration.Key == "nvidia.com/gpu");
        Assert.All(pods.Where(static pod => pod.Labels["app"] == "silo"), static pod => Assert.True(pod.Pod.TerminationGracePeriodSeconds >= 120));
    }

    [Fact]
    public async Task Every_workload_is_guarded_against_drains_and_strangers_and_silos_follow_a_queue_that_is_measured()
    {
        var objects = await RenderAsync("gpu");
        var pods = Pods(objects).ToList();
        Assert.Equal(["gateway", "redis", "silo"], pods.Select(static pod => pod.Labels["app"]).Distinct().Order());
        var budgets = objects.OfType<V1PodDisruptionBudget>().Select(static budget => budget.Spec.Selector.MatchLabels).ToList();
        var policies = objects.OfType<V1NetworkPolicy>().ToList();
        Assert.All(pods, pod =>
        {
            Assert.Contains(budgets, budget => Selects(budget, pod.Labels));
            Assert.Contains(policies, policy => policy.Spec.PodSelector.MatchLabels is { } labels && Selects(labels, pod.Labels));
        });

        // All that no rule names is refused, both ways.
        var refusal = Assert.Single(policies, static policy => policy.Spec.PodSelector.MatchLabels is null && policy.Spec.Ingress is null && policy.Spec.Egress is null);
        Assert.Equal(["Egress", "Ingress"], refusal.Spec.PolicyTypes.Order());

        var scaler = Assert.Single(objects.OfType<V2HorizontalPodAutoscaler>(), static scaler => scaler.Metadata.Name == "silo");
        var metric = Assert.Single(scaler.Spec.Metrics).Pods.Metric;
        var measured = Directory.GetFiles(RepositoryFolder.Path("src", "Pipeline"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.Contains(measured, text => text.Contains($"\"{metric.Name.Replace("cluster_pipeline_queue_depth", "cluster.pipeline.queue.depth", StringComparison.Ordinal)}\"", StringComparison.Ordinal));
        Assert.Contains(measured, text => text.Contains($"(\"{metric.Selector.MatchLabels["stage"]}\", () =>", StringComparison.Ordinal));

        static bool Selects(IDictionary<string, string> wanted, IDictionary<string, string> labels) =>
            wanted.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);
    }

    [Fact]
    public void Qdrant_is_a_cluster_with_replicas_and_its_key_in_a_secret()
    {
        using var reader = new StreamReader(RepositoryFolder.Path("infra", "kubernetes", "qdrant-values.yaml"));
        var values = new YamlDotNet.Serialization.DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(reader);
        Assert.True(int.Parse((string)values["replicaCount"]) >= 3);
        Assert.Equal("true", Under(values, "config", "cluster", "enabled"));
        Assert.Equal("qdrant-key", Under(values, "apiKey", "valueFrom", "secretKeyRef", "name"));
        Assert.Equal("true", Under(values, "image", "useUnprivilegedImage"));

        static object Under(Dictionary<string, object> values, string first, params string[] rest) =>
            rest.Aggregate(values[first], static (node, key) => ((Dictionary<object, object>)node)[key]);
    }

    private static async Task<IReadOnlyList<object>> RenderAsync(string overlay)
    {
        var kubectl = Tool.Find("kubectl");
        Assert.SkipWhen(kubectl is null, "needs kubectl, to render with Kustomize (Debian: apt-get install kubernetes-client)");
        var (code, output, error) = await Tool.RunAsync(kubectl!, "kustomize", RepositoryFolder.Path("infra", "kubernetes", overlay));
        Assert.True(code == 0, error);
        return KubernetesYaml.LoadAllFromString(output, strict: true);
    }

    private static IEnumerable<(string Name, V1PodSpec Pod, IDictionary<string, string> Labels)> Pods(IReadOnlyList<object> objects)
    {
        foreach (var thing in objects)
        {
            if (thing is V1Deployment deployment)
            {
                yield return (deployment.Metadata.Name, deployment.Spec.Template.Spec, deployment.Spec.Template.Metadata.Labels);
            }
            else if (thing is V1StatefulSet set)
            {
                yield return (set.Metadata.Name, set.Spec.Template.Spec, set.Spec.Template.Metadata.Labels);
            }
        }
    }
}
