using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cluster.Gateway.Retrieval;

/// <summary>Has the document name the fields beside an uploaded picture, which are read by hand.</summary>
internal static class OpenApiForms
{
    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId == "SearchByImage" && operation.RequestBody?.Content is { } content && content.TryGetValue("multipart/form-data", out var form))
        {
            var fields = SearchForm.Fields.ToDictionary(
                static field => field.Key, IOpenApiSchema (field) => new OpenApiSchema { Type = JsonSchemaType.String, Description = field.Value });
            fields["image"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The picture." };
            form.Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "image" }, Properties = fields };
        }

        return Task.CompletedTask;
    }
}
