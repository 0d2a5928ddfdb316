using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Cluster.VectorIndex;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Collections;

/// <summary>Collections as resources, and the pictures of their points.</summary>
internal static class CollectionEndpoints
{
    private const int DefaultThumbnail = 256;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var collections = routes.MapGroup("/v1/collections").WithTags("Collections");
        collections.MapGet("/", ListAsync).WithSummary("List the collections").Produces<IReadOnlyList<CollectionView>>();
        collections.MapGet("/{name}", ShowAsync).WithSummary("Show a collection").Produces<CollectionView>().ProducesProblem(404);
        collections.MapDelete("/{name}", DropAsync).WithSummary("Drop a collection with all its points").Produces(204).ProducesProblem(404);
        collections.MapGet("/{name}/thumbnail", ThumbnailAsync).WithSummary("A small picture of an indexed image, by its key").Produces(200, contentType: "image/jpeg").ProducesProblem(404);
    }

    private static async Task<IReadOnlyList<CollectionView>> ListAsync(IGrainFactory grains, IVectorIndex index, CancellationToken cancellationToken)
    {
        var names = await grains.GetGrain<ICollectionDirectoryGrain>(ICollectionDirectoryGrain.Key).ListAsync(cancellationToken);
        List<CollectionView> views = [];
        foreach (var name in names)
        {
            var described = await grains.GetGrain<ICollectionGrain>(name.Value).DescribeAsync(cancellationToken);
            if (described.Succeeded)
            {
                views.Add(await ViewAsync(described.Value, index, cancellationToken));
            }
        }

        return views;
    }

    private static async Task<IResult> ShowAsync(string name, IGrainFactory grains, IVectorIndex index, CancellationToken cancellationToken)
    {
        var described = await grains.GetGrain<ICollectionGrain>(name).DescribeAsync(cancellationToken);
        return described.Succeeded ? Results.Ok(await ViewAsync(described.Value, index, cancellationToken)) : Problems.From(described.Failure);
    }

    private static async Task<IResult> DropAsync(string name, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var dropped = await grains.GetGrain<ICollectionGrain>(name).DropAsync(cancellationToken);
        return dropped.Succeeded ? Results.NoContent() : Problems.From(dropped.Failure);
    }

    private static async Task<CollectionView> ViewAsync(CollectionDescription described, IVectorIndex index, CancellationToken cancellationToken)
    {
        var stored = await index.FindCollectionAsync(described.Live.Collection, cancellationToken);
        return CollectionView.Of(described, stored?.Points ?? 0);
    }

    /// <summary>The key must be that of a point which is in the collection: what was never indexed is never shown.</summary>
    private static async Task<IResult> ThumbnailAsync(
        string name, string key, IGrainFactory grains, IVectorIndex index, HttpContext context, CancellationToken cancellationToken, int size = DefaultThumbnail)
    {
        var described = await grains.GetGrain<ICollectionGrain>(name).DescribeAsync(cancellationToken);
        if (!described.Succeeded)
        {
            return Problems.From(described.Failure);
        }

        foreach (var corpus in described.Value.Corpora)
        {
            var id = PointId.For(corpus.Id, new BlobKey(key));
            var found = await index.GetAsync(described.Value.Live.Collection, [id], PointSelector.IdOnly, cancellationToken);
            if (found.Count == 0)
            {
                continue;
            }

            var thumbnail = await grains.GetGrain<IThumbnailGrain>(IThumbnailGrain.Key).RenderAsync(corpus, new BlobKey(key), size, cancellationToken);
            if (!thumbnail.Succeeded)
            {
                return Problems.From(thumbnail.Failure);
            }

            context.Response.Headers.CacheControl = "private, max-age=300";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Bytes(thumbnail.Value.Jpeg, "image/jpeg");
        }

        return Problems.From(new Failure(FailureKind.PointNotFound, $"Collection '{name}' has no image with the key '{key}'."));
    }
}
