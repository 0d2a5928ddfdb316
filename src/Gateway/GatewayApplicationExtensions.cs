using Cluster.Gateway.Operations;
using Cluster.Gateway.Access;
using Cluster.Gateway.Classification;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Comparisons;
using Cluster.Gateway.Corpora;
using Cluster.Gateway.Embeddings;
using Cluster.Gateway.Encoders;
using Cluster.Gateway.Encoders.Tuning;
using Cluster.Gateway.Encoders.Verification;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Page;
using Cluster.Gateway.Planning;
using Cluster.Gateway.Points;
using Cluster.Gateway.Recommendations;
using Cluster.Gateway.Reembedding;
using Cluster.Gateway.Removals;
using Cluster.Gateway.Retrieval;
using Cluster.Gateway.Shoppers;
using Cluster.Gateway.Tags;
using Cluster.Gateway.Takedowns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway;

/// <summary>Puts the gateway into a web application.</summary>
public static class GatewayApplicationExtensions
{
    /// <summary>Adds the gateway's middleware and all its endpoints: the page at <c>/</c>, REST under <c>/v1</c>, the document at <c>/openapi/v1.json</c>.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        app.Use(static (context, next) =>
        {
            SecurityHeaders.Set(context.Response.Headers);
            return next(context);
        });
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusCodeProblems.WriteAsync);
        app.UseMiddleware<ForeignPageGuard>();
        app.UseRouting();
        if (app.Services.GetRequiredService<IOptions<AccessOptions>>().Value.Origins.Count > 0)
        {
            app.UseCors();
        }

        app.UseMiddleware<AuditGuard>();
        app.UseMiddleware<AccessGuard>();
        app.UseMiddleware<KeyLimits>();
        app.UseMiddleware<LoadGuard>();
        app.UseRequestTimeouts();
        app.Use(LateBodyAsync);

        app.MapOpenApi().IsOpenToAll();
        PageEndpoints.Map(app);
        ProblemEndpoints.Map(app);
        var v1 = app.MapGroup("/v1").WithMetadata(new GatedAttribute()).AddEndpointFilter(app.Services.GetRequiredService<LoadGate>());
        KeyEndpoints.Map(v1);
        JobEndpoints.Map(v1);
        QuarantineEndpoints.Map(v1);
        CollectionEndpoints.Map(v1);
        CorpusEndpoints.Map(v1);
        SearchEndpoints.Map(v1, limits);
        PointEndpoints.Map(v1);
        PointChangeEndpoints.Map(v1, limits);
        TakedownEndpoints.Map(v1);
        OperationEndpoints.Map(v1);
        RemovalEndpoints.Map(v1);
        RecommendEndpoints.Map(v1, limits);
        ShopperEndpoints.Map(v1);
        ClassificationEndpoints.Map(v1, limits);
        TagJobEndpoints.Map(v1);
        EmbeddingsEndpoints.Map(v1, limits);
        ReembeddingEndpoints.Map(v1, limits);
        ComparisonEndpoints.Map(v1, limits);
        ModelEndpoints.Map(v1);
        CalibrationEndpoints.Map(v1);
        VerificationEndpoints.Map(v1);
        TuningEndpoints.Map(v1);
        return app;
    }

    // A body whose time is up while it is read looks to the framework like one that was never sent; it is the time that is to be told of.
    private static async Task LateBodyAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
        }

        // Readers of JSON throw nothing, and only set a status.
        if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest })
        {
            context.RequestAborted.ThrowIfCancellationRequested();
        }
    }
}
