using Cluster.Domain.Access;
using Cluster.Domain.Collections;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Recommendations;

/// <summary>Recommendations from examples, for one shopper or many.</summary>
internal static class RecommendEndpoints
{
    private const int MaxBatch = 100;

    public static void Map(RouteGroupBuilder v1, GatewayOptions limits)
    {
        var collections = v1.MapGroup("/collections/{collection}").WithTags("Recommendations").Needs(AccessScope.Read);
        collections.MapPost("/recommend", RecommendAsync)
            .WithName("Recommend").WithSummary("Recommend by what is liked and disliked")
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + (limits.MaxImageBytes * 4L / 3)))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        collections.MapPost("/recommend/batch", RecommendManyAsync)
            .WithName("RecommendBatch").WithSummary("Recommend for many shoppers in one call")
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + (limits.MaxImageBytes * 4L / 3)))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Task<SearchAnswer> RecommendAsync(
        string collection, RecommendRequest request, Searcher searcher, IOptions<GatewayOptions> limits, CancellationToken cancellationToken) =>
        searcher.SearchAsync(collection, RecommendReader.Read(request, limits.Value), cancellationToken);

    private static async Task<BatchAnswer> RecommendManyAsync(
        string collection, BatchRequest batch, CollectionReader collections, Searcher searcher, IOptions<GatewayOptions> limits, CancellationToken cancellationToken)
    {
        RequestRules.RequireAtMost("$.requests", batch.Requests, MaxBatch);
        RequestRules.Require(batch.Requests.Count > 0, "$.requests is empty.");
        var live = await collections.LiveAsync(collection, cancellationToken);
        var answers = new BatchItemView[batch.Requests.Count];

        // A batch takes one place at the load gate, so it works on as much at once as there are cores and no more.
        await Parallel.ForAsync(0, answers.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (i, token) =>
            answers[i] = await AnswerAsync(live, batch.Requests[i], searcher, limits.Value, token));
        return new BatchAnswer(answers);
    }

    private static async Task<BatchItemView> AnswerAsync(
        LiveCollection live, RecommendRequest? request, Searcher searcher, GatewayOptions limits, CancellationToken cancellationToken)
    {
        try
        {
            RequestRules.Require(request is not null, "The request is null.");
            return new BatchItemView(await searcher.SearchAsync(live, RecommendReader.Read(request!, limits), cancellationToken), null);
        }
        catch (FailureException fault) when (fault.Failure.Kind is not (FailureKind.Overloaded or FailureKind.Unavailable))
        {
            return new BatchItemView(null, FailureView.Of(fault.Failure));
        }
    }
}
