using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cluster.Gateway;

/// <summary>Request examples of the OpenAPI document, by operation name.</summary>
internal static class OpenApiExamples
{
    private static readonly Dictionary<string, string> Examples = new()
    {
        ["SubmitJob"] = """{"corpus":{"kind":"folder","location":"/srv/pictures"},"collection":"shop","encoder":"demo-clip"}""",
        ["Search"] = """{"text":"a red dress","limit":12,"filter":{"must":[{"field":"price","range":{"lte":50}}],"mustNot":[{"field":"colour","equals":"black"}]}}""",
        ["Recommend"] = """{"like":[{"id":"5f0b1c1e-7b3a-8d0e-9c55-2f6f1d3c8a10"},{"text":"warm colours","weight":0.5}],"dislike":[{"key":"mugs/0007.jpg"}],"limit":10,"diversity":0.3,"groupBy":{"field":"product"}}""",
        ["IssueKey"] = """{"name":"web shop","scope":"read","collections":["shop"],"requestsPerSecond":200}""",
        ["CreateEmbeddings"] = """{"model":"demo-clip","input":["a red mug","a blue sofa"],"encoding_format":"float"}""",
        ["Classify"] = """{"subjects":[{"key":"mugs/0007.jpg"}],"labels":[{"label":"mug"},{"label":"shoe","phrases":["sneaker","boot"]}],"top":2}""",
        ["Moderate"] = """{"subjects":[{"key":"mugs/0007.jpg"}],"categories":[{"name":"person","positive":["a photo of a person"],"negative":["a photo of a thing"],"threshold":0.6}]}""",
        ["SubmitTagJob"] = """{"collection":"shop","field":"style","labels":[{"label":"striped"},{"label":"plain"}],"minProbability":0.5}""",
        ["TellShopperEvents"] = """{"collection":"shop","events":[{"kind":"view","key":"mugs/0007.jpg"},{"kind":"purchase","key":"mugs/0003.jpg","id":"order-17-1"}]}""",
        ["RecommendBatch"] = """{"requests":[{"like":[{"key":"mugs/0007.jpg"}],"limit":4},{"coldStart":{"text":"new in"},"limit":4}]}""",
        ["RotateKey"] = """{"graceSeconds":3600}""",
        ["PatchPoint"] = """{"payload":{"price":12.5,"stock":0,"tags":["spring","sale"]}}""",
        ["TakeDown"] = """{"keys":["mugs/0007.jpg"],"corpus":"catalogue","reason":"rights withdrawn"}""",
        ["Calibrate"] = """{"corpus":{"kind":"folder","location":"/srv/pictures"},"encoder":"demo-clip","images":200}""",
        ["VerifyModel"] = """{"precision":"int8","reference":"fp32","images":200}""",
        ["TuneModel"] = """{"precision":"int8","seconds":120}""",
        ["StartReembedding"] = """{"encoder":"siglip-base@2","retentionSeconds":86400,"gates":{"minSelfRetrieval":0.99,"sample":500}}""",
        ["PlanReembedding"] = """{"encoder":"siglip-base@2"}""",
        ["RollbackReembedding"] = """{"name":"Anna"}""",
        ["CancelReembedding"] = """{"name":"Anna"}""",
        ["FinishReembedding"] = """{"name":"Anna"}""",
        ["StartComparison"] = """{"encoders":["demo-clip","siglip-base@2"],"sample":300,"labels":"key,label\nmugs/0007.jpg,mug\n"}""",
        ["RecommendToShopper"] = """{"collection":"shop","limit":10,"groupBy":{"field":"product"},"coldStart":{"text":"new in"}}""",
    };

    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is { } id && Examples.TryGetValue(id, out var example) && operation.RequestBody?.Content is { } content)
        {
            foreach (var body in content.Values)
            {
                body.Example = JsonNode.Parse(example);
            }
        }

        return Task.CompletedTask;
    }
}
