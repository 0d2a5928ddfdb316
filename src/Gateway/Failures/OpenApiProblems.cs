using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cluster.Gateway.Failures;

/// <summary>Has the document say of every operation that whatever is refused is answered by a problem document.</summary>
internal static class OpenApiProblems
{
    private const string Media = "application/problem+json";

    public static async Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd("default", new OpenApiResponse
        {
            Description = "A fault, as a problem document (RFC 9457); its type leads to an explanation.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Media] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), cancellationToken: cancellationToken) },
            },
        });
    }
}
