using Cluster.Domain.Access;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Collections;

/// <summary>Collections as resources.</summary>
internal static class CollectionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var collections = v1.MapGroup("/collections").WithTags("Collections");
        collections.MapGet("/", static async (CollectionReader reader, Caller caller, CancellationToken cancellationToken) =>
                new CollectionList([.. (await reader.ListAsync(cancellationToken)).Where(view => caller.Reaches(view.Name))]))
            .NeedsAndChecksReach(AccessScope.Read).WithName("ListCollections").WithSummary("All collections, by name");
        collections.MapGet("/{collection}", static (string collection, CollectionReader reader, CancellationToken cancellationToken) =>
                reader.ShowAsync(collection, cancellationToken))
            .Needs(AccessScope.Read).WithName("ShowCollection").WithSummary("One collection, with its number of points").ProducesProblem(StatusCodes.Status404NotFound);
        collections.MapDelete("/{collection}", static async (string collection, CollectionReader reader, CancellationToken cancellationToken) =>
            {
                var dropped = await reader.DropAsync(collection, cancellationToken);
                return dropped.Succeeded ? Results.NoContent() : Problems.Of(dropped.Failure);
            })
            .Needs(AccessScope.Admin).WithName("DropCollection").WithSummary("Drop a collection with all its points; the images themselves stay untouched")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        collections.MapGet("/{collection}/thumbnail", ThumbnailAnswer.RenderAsync)
            .Needs(AccessScope.Read).WithName("ShowThumbnail").WithSummary("A small JPEG of an indexed image, by its key")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
    }
}
