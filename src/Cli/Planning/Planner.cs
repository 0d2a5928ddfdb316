using Cluster.VectorIndex.Qdrant;

namespace Cluster.Cli.Planning;

/// <summary>
/// A pipeline is as fast as its slowest part. 1. The rate of each part from its cost and number. 2. Without a GPU decoding and encoding share the cores.
/// 3. What one silo was seen to do is a bound as well, as it holds what the parts alone do not show, and a proof of what its cores can do. 4. Time, sizes and cost follow from the rate.
/// </summary>
internal static class Planner
{
    private const double Hour = 3_600;
    private const double Gib = 1L << 30;

    public static Plan Make(PlanInput input, Prices? prices)
    {
        StageRate[] stages = [.. Rates(input).OrderBy(static stage => stage.ImagesPerSecond)];
        var slowest = stages[0];
        var wall = PlanConstants.JobSeconds + (input.Images / slowest.ImagesPerSecond);
        var vectors = (double)input.Images * input.Dimension;
        var payload = input.Images * PlanConstants.PayloadBytes;
        var memory = (vectors * sizeof(float) * PlanConstants.IndexOverhead) + payload;
        var plan = new Plan
        {
            Images = input.Images,
            Stages = stages,
            Bottleneck = slowest.Name,
            ImagesPerSecond = slowest.ImagesPerSecond,
            WallSeconds = wall,
            GpuHours = input.Silos * input.Gpus * wall / Hour,
            CoreHours = input.Silos * input.Cores * wall / Hour,
            ReadBytes = input.Images * input.MeanBytes,
            IndexMemoryBytes = memory,
            IndexMemoryQuantisedBytes = (vectors * PlanConstants.IndexOverhead) + payload,
            IndexDiskBytes = (vectors * sizeof(float) * PlanConstants.IndexOverhead) + vectors + payload,
            Qdrant = QdrantCollectionPlan.For(
                input.Images,
                input.Dimension,
                new QdrantCollectionLayout { Nodes = input.IndexNodes, NodeMemoryGiB = input.IndexNodeBytes * PlanConstants.IndexFill / Gib }),
            LakeBytes = (vectors * 2) + (input.Images * PlanConstants.LakeRowBytes),
        };
        return prices is null ? plan : plan with { Currency = prices.Currency, Cost = CostOf(plan, prices, isRemote: input.AccountRequests is not null) };
    }

    private static IEnumerable<StageRate> Rates(PlanInput input)
    {
        if (input.AccountRequests is { } requests)
        {
            yield return new StageRate("blob requests", requests / (1 + (1 / PlanConstants.ListedARequest)), Source("account-requests"));
        }

        if (input.AccountBytes is { } bytes)
        {
            yield return new StageRate("bandwidth", bytes / input.MeanBytes, Source("account-bandwidth"));
        }

        // What one silo was seen to do with its cores is truer than what the sum of its parts says.
        var measured = input.MeasuredRate * input.Silos;
        var cores = (double)input.Silos * input.Cores;
        if (input.Gpus > 0)
        {
            yield return new StageRate("decode cores", cores / input.DecodeSeconds, Source("decode"));
            yield return new StageRate("GPU", input.Silos * input.Gpus / input.EncodeSeconds, Source("encode"));
        }
        else
        {
            // An encoding second was measured with all cores of a silo at it, a decoding second with one.
            var computed = input.Silos / ((input.DecodeSeconds / input.Cores) + input.EncodeSeconds);
            yield return new StageRate("cores (decode and encode)", Math.Max(computed, measured ?? 0), Source(measured > computed ? "pipeline" : "encode"));
        }

        yield return new StageRate("index load", input.IndexNodes / input.WriteSeconds, Source("index"));
        if (measured is { } whole)
        {
            yield return new StageRate("whole pipeline", whole, Source("pipeline"));
        }

        string Source(string name) => input.Sources.GetValueOrDefault(name, "built-in; see docs/planning.md");
    }

    private static Dictionary<string, double> CostOf(Plan plan, Prices prices, bool isRemote)
    {
        var cost = new Dictionary<string, double>
        {
            ["cores"] = plan.CoreHours * prices.CoreHour,
            ["gpus"] = plan.GpuHours * prices.GpuHour,
            ["reads"] = isRemote ? plan.Images * (1 + (1 / PlanConstants.ListedARequest)) / 10_000 * prices.Reads10000 : 0,
            ["egress"] = isRemote ? plan.ReadBytes / Gib * prices.EgressGib : 0,
            ["index a month"] = plan.IndexNodes * prices.IndexNodeMonth,
            ["storage a month"] = (plan.IndexDiskBytes + plan.LakeBytes) / Gib * prices.StorageGibMonth,
        };
        cost["job"] = cost["cores"] + cost["gpus"] + cost["reads"] + cost["egress"];
        return cost;
    }
}
