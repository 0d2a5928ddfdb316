using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Retrieval;

/// <summary>Search by text, picture, point, and likes.</summary>
internal static class RetrievalEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var collection = routes.MapGroup("/v1/collections/{name}").WithTags("Retrieval");
        collection.MapPost("/search", (string name, SearchRequest request, Retriever retriever, CancellationToken token) => retriever.SearchAsync(name, request, token))
            .WithSummary("Search by text, picture (base64), point, or liked and disliked points").ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        collection.MapPost("/search/image", SearchByUploadAsync)
            .WithSummary("Search by an uploaded picture (form field 'image')").DisableAntiforgery().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        collection.MapGet(
            "/points/{id}/similar",
            (string name, string id, Retriever retriever, CancellationToken token, int limit = 10) => retriever.SearchAsync(name, new SearchRequest { PointId = id, Limit = limit }, token))
            .WithSummary("Points like a point").ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<SearchAnswer> SearchByUploadAsync(
        string name, IFormFile image, Retriever retriever, CancellationToken cancellationToken, int limit = 10)
    {
        using var bytes = new MemoryStream((int)image.Length);
        await image.CopyToAsync(bytes, cancellationToken);
        return await retriever.SearchAsync(name, new SearchRequest { Image = bytes.ToArray(), Limit = limit }, cancellationToken);
    }
}
