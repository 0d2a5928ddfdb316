using System.Globalization;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Jobs;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cluster.Gateway.Jobs;

/// <summary>
/// What could be shown of an image that a job set aside. A link names the page of the quarantine that its image is on: the image is looked up there and
/// nowhere else, so that a key never reaches a file that is not in the list.
/// </summary>
internal static class QuarantineThumbnail
{
    private const int DefaultSize = 256;
    private const int MinSize = 16;
    private const int MaxSize = 1_024;

    /// <summary>The link of an image on a page; null where its reason says that there is nothing to see.</summary>
    public static string? LinkOf(string job, QuarantineRow row, string? reason, string? cursor, int limit) => row.Reason is FailureKind.NotAnImage or FailureKind.Gone or FailureKind.Forbidden
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"/v1/jobs/{job}/quarantine/thumbnail?key={Uri.EscapeDataString(row.Key.Value)}&limit={limit}")
            + (reason is null ? "" : $"&reason={reason}") + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");

    /// <param name="id">The job.</param>
    /// <param name="key">The key of the image.</param>
    /// <param name="reason">As for the page.</param>
    /// <param name="cursor">As for the page.</param>
    /// <param name="limit">As for the page.</param>
    /// <param name="size">Longest side in pixels, 16 to 1,024. Default: 256.</param>
    /// <param name="grains">Knows job and quarantine, and renders.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IResult> RenderAsync(
        string id, string? key, string? reason, string? cursor, int? limit, int? size, IGrainFactory grains, Caller caller, HttpContext context, CancellationToken cancellationToken)
    {
        if (!NameRules.IsValid(id))
        {
            return Problems.Of(new Failure(FailureKind.JobNotFound, $"There is no job '{Problems.Shorten(id)}'. /v1/jobs lists the jobs there are."));
        }

        if (size is < MinSize or > MaxSize || limit is < 1 or > QuarantineEndpoints.MaxListed || string.IsNullOrEmpty(key))
        {
            return Problems.Invalid($"The parameter 'key' is missing, 'size' is outside {MinSize} to {MaxSize}, or 'limit' outside 1 to {QuarantineEndpoints.MaxListed}: use the links of the list.");
        }

        var job = (await grains.GetGrain<IJobGrain>(id).ShowAsync(cancellationToken)).OrThrow();
        caller.RequireReach(job.Spec.Collection.Value);
        var page = await grains.GetGrain<IQuarantineGrain>(id)
            .ListAsync(QuarantineEndpoints.ReasonOf(reason), cursor, limit ?? QuarantineEndpoints.DefaultListed, cancellationToken);
        if (page.OrThrow().Rows.All(row => row.Key.Value != key))
        {
            return Problems.Of(new Failure(FailureKind.PointNotFound, $"No image with the key '{Problems.Shorten(key)}' is on that page of the quarantine."));
        }

        var rendered = await grains.GetGrain<IThumbnailGrain>(IThumbnailGrain.Key).RenderAsync(job.Spec.Corpus, new BlobKey(key), size ?? DefaultSize, cancellationToken);
        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Private = true, MaxAge = TimeSpan.FromMinutes(5) };
        return rendered switch
        {
            { Succeeded: true } => Results.Bytes(rendered.Value.Jpeg, "image/jpeg"),

            // That it cannot be shown is what is known of it already, and no fault of the request.
            { Failure: { } failure } when failure.Kind.IsQuarantineReason() => Results.NoContent(),
            _ => Problems.Of(rendered.Failure),
        };
    }
}
