using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Limits;
using Cluster.VectorIndex;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Retrieval;

/// <summary>Points as resources.</summary>
internal static class PointEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var points = v1.MapGroup("/collections/{collection}/points").WithTags("Retrieval").Needs(AccessScope.Read);
        points.MapGet("/{id}", ShowAsync)
            .WithName("ShowPoint").WithSummary("One point with its payload")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        points.MapGet("/{id}/similar", SimilarAsync)
            .WithName("ListSimilar").WithSummary("What is similar to a point, itself left out")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<PointView> ShowAsync(
        string collection, string id, CollectionReader collections, IVectorIndex index, CancellationToken cancellationToken)
    {
        var point = RequestRules.ReadId(id, "The id");
        var live = await collections.LiveAsync(collection, cancellationToken);
        return await index.GetAsync(live.Collection, [point], PointSelector.Payload, cancellationToken) is [var stored]
            ? new PointView(
                point.ToString(),
                live.Alias.Value,
                live.Encoder.Value,
                PointLinks.TextOf(stored.Payload, PayloadFields.Key),
                PointLinks.TextOf(stored.Payload, PayloadFields.Corpus),
                PayloadJson.Write(stored.Payload),
                PointLinks.ThumbnailOf(live.Alias, stored.Payload))
            : throw new FailureException(FailureKind.PointNotFound, $"Collection '{collection}' holds no point '{point}'.");
    }

    private static Task<SearchAnswer> SimilarAsync(
        string collection, string id, int? limit, Searcher searcher, IOptions<GatewayOptions> limits, CancellationToken cancellationToken) =>
        searcher.SearchAsync(collection, SearchReader.Read(new SearchRequest { PointId = id, Limit = limit }, upload: null, limits.Value), cancellationToken);
}
