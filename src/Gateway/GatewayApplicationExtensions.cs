using Cluster.Gateway.Collections;
using Cluster.Gateway.Encoders;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Page;
using Cluster.Gateway.Points;
using Cluster.Gateway.Retrieval;
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
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            context.Response.Headers.XFrameOptions = "DENY";
            return next(context);
        });
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusCodeProblems.WriteAsync);
        app.UseMiddleware<ForeignPageGuard>();
        app.UseRouting();
        app.UseRequestTimeouts();

        app.MapOpenApi();
        PageEndpoints.Map(app);
        ProblemEndpoints.Map(app);
        var v1 = app.MapGroup("/v1");
        JobEndpoints.Map(v1);
        QuarantineEndpoints.Map(v1);
        CollectionEndpoints.Map(v1);
        SearchEndpoints.Map(v1, limits);
        PointEndpoints.Map(v1);
        PointChangeEndpoints.Map(v1, limits);
        ModelEndpoints.Map(v1);
        return app;
    }
}
