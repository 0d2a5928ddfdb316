using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cluster.Gateway.Access;

/// <summary>Has the document say which scope every operation needs, and how a key is sent.</summary>
internal static class OpenApiAccess
{
    private const string Scheme = "key";

    public static Task AddSchemeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key of /v1/keys, where the gateway asks for keys; X-Api-Key is taken, too.",
        };
        return Task.CompletedTask;
    }

    public static Task AddScopeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRequirement>().LastOrDefault()?.Scope is { } scope)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            operation.Description = string.Join(" ", new[] { operation.Description, $"Needs the scope {scope.ToString().ToLowerInvariant()}." }.Where(static text => !string.IsNullOrEmpty(text)));
        }

        return Task.CompletedTask;
    }
}
