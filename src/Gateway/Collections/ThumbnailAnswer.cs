using System.Security.Cryptography;
using System.Text;
using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Retrieval;
using Cluster.VectorIndex;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cluster.Gateway.Collections;

/// <summary>Serves small pictures of images that are in a collection. A key is looked up among the points and never taken for a path.</summary>
internal static class ThumbnailAnswer
{
    private const int DefaultSize = 256;
    private const int MinSize = 16;
    private const int MaxSize = 1_024;

    private static readonly PointSelector Versions = new(false, [PayloadFields.ETag]);

    /// <param name="collection">The collection.</param>
    /// <param name="key">The key of the image in its corpus.</param>
    /// <param name="corpus">The corpus, where several have such a key; else the first that has one is taken.</param>
    /// <param name="size">Longest side in pixels, 16 to 1,024. Default: 256.</param>
    /// <param name="reader">Resolves the collection.</param>
    /// <param name="grains">Renders.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IResult> RenderAsync(
        string collection, string? key, string? corpus, int? size, CollectionReader reader, IGrainFactory grains, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key))
        {
            return Problems.Invalid("The parameter 'key' is missing: give the key of an image of the collection.");
        }

        var pixels = size ?? DefaultSize;
        if (pixels is < MinSize or > MaxSize)
        {
            return Problems.Invalid($"The parameter 'size' is {pixels}; it must lie between {MinSize} and {MaxSize} pixels.");
        }

        var (_, source, point) = await reader.FindImageAsync(collection, key, corpus, Versions, cancellationToken);
        var headers = context.Response.GetTypedHeaders();
        headers.CacheControl = new CacheControlHeaderValue { Private = true, MaxAge = TimeSpan.FromHours(1) };
        if (PointLinks.TextOf(point.Payload, PayloadFields.ETag) is { } indexed && IsHeldBy(context.Request, TagOf(indexed, pixels)))
        {
            headers.ETag = TagOf(indexed, pixels);
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var rendered = await grains.GetGrain<IThumbnailGrain>(IThumbnailGrain.Key).RenderAsync(source, new BlobKey(key), pixels, cancellationToken);
        if (!rendered.Succeeded)
        {
            return Problems.Of(rendered.Failure);
        }

        return Results.Bytes(rendered.Value.Jpeg, "image/jpeg", entityTag: TagOf(rendered.Value.ETag, pixels));
    }

    private static bool IsHeldBy(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(held => held.Compare(tag, useStrongComparison: false));

    private static EntityTagHeaderValue TagOf(string version, int pixels)
    {
        // Hashed, because versions of some sources hold characters that a header cannot.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{version}\n{pixels}"));
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"");
    }
}
