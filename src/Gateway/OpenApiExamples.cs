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
