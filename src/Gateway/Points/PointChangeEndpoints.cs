using System.Text.Json;
using Cluster.Contracts.Collections;
using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
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

namespace Cluster.Gateway.Points;

/// <summary>Adding, patching and deleting single points. Large numbers of images are better brought by a job.</summary>
internal static class PointChangeEndpoints
{
    private const string DefaultCorpus = "uploads";
    private const int MaxKey = 1_024;

    public static void Map(RouteGroupBuilder v1, GatewayOptions limits)
    {
        var points = v1.MapGroup("/collections/{collection}/points").WithTags("Points").Needs(AccessScope.Write);
        points.MapPost("/", AddAsync)
            .WithName("AddPoint").WithSummary("Add one image: multipart/form-data with the file in 'image', its 'key', and optionally 'corpus' and 'payload' (JSON)")
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + limits.MaxImageBytes))
            .WithFormOptions(multipartBodyLengthLimit: limits.MaxRequestBytes + limits.MaxImageBytes, valueLengthLimit: limits.MaxRequestBytes)
            .DisableAntiforgery()
            .Produces<PointChange>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        points.MapPatch("/{id}", PatchAsync)
            .WithName("PatchPoint").WithSummary("Set payload fields of a point and keep the others")
            .Produces<PointChange>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        points.MapDelete("/{id}", DeleteAsync)
            .WithName("DeletePoint").WithSummary("Delete a point, and its image where that was uploaded")
            .Produces<PointChange>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AddAsync(
        string collection,
        [FromForm] IFormFile? image,
        [FromForm] string? key,
        [FromForm] string? corpus,
        [FromForm] string? payload,
        IGrainFactory grains,
        IOptions<GatewayOptions> limits,
        CancellationToken cancellationToken)
    {
        if (image is null)
        {
            return Problems.Invalid("The form has no file in the field 'image'.");
        }

        if (string.IsNullOrWhiteSpace(key) || key.Length > MaxKey)
        {
            return Problems.Invalid($"The form field 'key' is missing or longer than {MaxKey} characters: give the key that names the image.");
        }

        if (corpus is not null && !NameRules.IsValid(corpus))
        {
            return Problems.Invalid(NameRules.Explain("The corpus name", Problems.Shorten(corpus)));
        }

        var fields = payload is null ? new Dictionary<string, PayloadValue>() : PayloadReader.Read(JsonDocument.Parse(payload).RootElement);
        var bytes = await QueryPicture.ReadAsync(image, limits.Value.MaxImageBytes, cancellationToken);
        var added = await EntriesOf(grains, collection).AddAsync(
            new PointUpload(new CorpusId(corpus ?? DefaultCorpus), new BlobKey(key), bytes, fields), cancellationToken);
        return added.Succeeded
            ? Results.Created($"/v1/collections/{collection}/points/{added.Value.Id}", PointChange.Of(added.Value))
            : Problems.Of(added.Failure);
    }

    private static async Task<IResult> PatchAsync(string collection, string id, PointPatch patch, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var point = RequestRules.ReadId(id, "The id");
        return (await EntriesOf(grains, collection).PatchAsync(point, PayloadReader.Read(patch.Payload), cancellationToken)).ToAnswer(PointChange.Of);
    }

    private static async Task<IResult> DeleteAsync(string collection, string id, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var point = RequestRules.ReadId(id, "The id");
        return (await EntriesOf(grains, collection).DeleteAsync(point, cancellationToken)).ToAnswer(PointChange.Of);
    }

    private static IPointEntryGrain EntriesOf(IGrainFactory grains, string collection) =>
        grains.GetGrain<IPointEntryGrain>(CollectionReader.NameOf(collection).Value);
}
