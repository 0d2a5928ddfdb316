using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cluster.Gateway.Access;
using Cluster.Gateway.Classification;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Corpora;
using Cluster.Gateway.Encoders;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Reembedding;
using Cluster.Gateway.Retrieval;
using Cluster.Gateway.Shoppers;
using Cluster.Gateway.Tags;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Cluster.Gateway;

/// <summary>Registers the gateway.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>
    /// Adds what the gateway's endpoints need, with options from <see cref="GatewayOptions.Section"/> of the configuration. The host
    /// itself brings <c>IGrainFactory</c> (a silo or an Orleans client) and <c>IVectorIndex</c>.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        AddAccess(services);
        services.AddSingleton<LoadGate>();
        services.AddSingleton<PoolLag>();
        services.AddSingleton(static provider => new Congestion(
            provider.GetRequiredService<IOptions<GatewayOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<PoolLag>().Look));
        services.AddSingleton<LoadGuard>();
        services.AddSingleton<QueryPatience>();
        services.AddSingleton<ShardCalls>();
        services.AddSingleton<LiveCollections>();
        services.AddSingleton<ShadowTraffic>();
        services.AddSingleton<CollectionReader>();
        services.AddSingleton<CorpusReader>();
        services.AddSingleton<TextCache>();
        services.AddSingleton<QueryEncoder>();
        services.AddSingleton<ExampleResolver>();
        services.AddSingleton<AnswerChooser>();
        services.AddSingleton<Searcher>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<ShopperRecommender>();
        services.AddSingleton<ShopperAnswers>();
        services.AddSingleton<Classifier>();
        services.AddSingleton<TagJobReader>();
        services.AddSingleton<ModelEncoder>();
        services.AddSingleton<ProgressEvents>();
        services.AddSingleton<JobEvents>();
        services.AddExceptionHandler<GatewayExceptionHandler>();
        services.AddProblemDetails();
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<GatewayOptions>>(static (timeouts, gateway) =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = gateway.Value.RequestTimeout, TimeoutStatusCode = StatusCodes.Status504GatewayTimeout });
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>>(static (kestrel, gateway) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = gateway.Value.MaxRequestBytes;
            kestrel.Limits.MaxConcurrentConnections = gateway.Value.MaxConnections;
            kestrel.Limits.RequestHeadersTimeout = gateway.Value.HeadersTimeout;
        });
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            options.SerializerOptions.MaxDepth = 64;
        });
        services.AddOpenApi("v1", static options =>
        {
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info.Title = "Embedding Cluster";
                document.Info.Description = "Jobs that embed corpora of images, and retrieval from the collections they fill.";
                return Task.CompletedTask;
            });
            options.AddOperationTransformer(OpenApiExamples.AddAsync);
            options.AddOperationTransformer(OpenApiForms.AddAsync);
            options.AddOperationTransformer(OpenApiProblems.AddAsync);
            options.AddDocumentTransformer(OpenApiAccess.AddSchemeAsync);
            options.AddOperationTransformer(OpenApiAccess.AddScopeAsync);
            options.AddSchemaTransformer(static (schema, context, _) =>
            {
                // A payload may hold any field; without this, clients are told that it holds none.
                schema.AdditionalProperties = context.JsonTypeInfo.Type == typeof(JsonObject) ? new OpenApiSchema() : schema.AdditionalProperties;
                return Task.CompletedTask;
            });
        });
        return services;
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>());
        services.AddSingleton<KeyDirectory>();
        services.AddSingleton<KeyLimits>();
        services.AddSingleton<AuditTrail>();
        services.AddHostedService(static provider => provider.GetRequiredService<AuditTrail>());
        services.AddHostedService<FirstKey>();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<AccessOptions>>(static (cors, access) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. access.Value.Origins]).WithMethods("GET", "POST", "PATCH", "PUT", "DELETE").WithHeaders("Authorization", "Content-Type", "X-Api-Key", "Idempotency-Key")
            .WithExposedHeaders("Retry-After").SetPreflightMaxAge(TimeSpan.FromHours(1))));
    }
}
