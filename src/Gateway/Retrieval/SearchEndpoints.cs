using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Cluster.Gateway.Retrieval;

/// <summary>Search by words, picture, stored point and examples.</summary>
internal static class SearchEndpoints
{
    public static void Map(RouteGroupBuilder v1, GatewayOptions limits)
    {
        var collections = v1.MapGroup("/collections/{collection}").WithTags("Retrieval").Needs(AccessScope.Read);
        collections.MapPost("/search", SearchAsync)
            .WithName("Search").WithSummary("Find images by words, a picture, a stored point, or examples")
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + (limits.MaxImageBytes * 4L / 3)))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        collections.MapPost("/search/image", SearchImageAsync)
            .WithName("SearchByImage").WithSummary("Find images like an uploaded picture")
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + limits.MaxImageBytes))
            .WithFormOptions(multipartBodyLengthLimit: limits.MaxRequestBytes + limits.MaxImageBytes, valueLengthLimit: limits.MaxRequestBytes)
            .DisableAntiforgery()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Task<SearchAnswer> SearchAsync(
        string collection, SearchRequest request, Searcher searcher, IOptions<GatewayOptions> limits, CancellationToken cancellationToken) =>
        searcher.SearchAsync(collection, SearchReader.Read(request, upload: null, limits.Value), cancellationToken);

    private static async Task<SearchAnswer> SearchImageAsync(
        string collection,
        [FromForm] IFormFile? image,
        HttpRequest http,
        Searcher searcher,
        IOptions<GatewayOptions> limits,
        IOptions<JsonOptions> json,
        CancellationToken cancellationToken)
    {
        if (image is null)
        {
            throw new FailureException(FailureKind.InvalidRequest, "The form has no file in the field 'image'.");
        }

        var request = SearchForm.Read(await http.ReadFormAsync(cancellationToken), json.Value.SerializerOptions);
        var picture = await QueryPicture.ReadAsync(image, limits.Value.MaxImageBytes, cancellationToken);
        return await searcher.SearchAsync(collection, SearchReader.Read(request, picture, limits.Value), cancellationToken);
    }
}
