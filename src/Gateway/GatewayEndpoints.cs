using Cluster.Gateway.Collections;
using Cluster.Gateway.Encoders;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Cluster.Gateway.Retrieval;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Gateway;

/// <summary>The HTTP face of the cluster.</summary>
public static class GatewayEndpoints
{
    /// <summary>Adds what the routes need. The host has registered <c>IGrainFactory</c> and <c>IVectorIndex</c>.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureExceptionHandler>();
        services.AddOpenApi();
        services.AddSingleton<Retriever>();
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>Maps all routes and the OpenAPI document at <c>/openapi/v1.json</c>; every error is a problem document.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapOpenApi();
        JobEndpoints.Map(app);
        CollectionEndpoints.Map(app);
        RetrievalEndpoints.Map(app);
        EncoderEndpoints.Map(app);
        app.MapGet("/alive", static () => Results.Ok()).ExcludeFromDescription();
        return app;
    }
}
