using Cluster.Contracts.Jobs;
using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Jobs;

/// <summary>What a job set aside.</summary>
internal static class QuarantineEndpoints
{
    /// <summary>Images of a page where none are asked.</summary>
    public const int DefaultListed = 100;

    /// <summary>The most images of a page.</summary>
    public const int MaxListed = 1_000;

    public static void Map(RouteGroupBuilder v1)
    {
        var quarantine = v1.MapGroup("/jobs/{id}/quarantine").WithTags("Jobs");
        quarantine.MapGet("/", ListAsync).NeedsAndChecksReach(AccessScope.Read)
            .WithName("ListQuarantine").WithSummary("The images that a job set aside, each with its reason")
            .Produces<QuarantineList>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        quarantine.MapGet("/thumbnail", QuarantineThumbnail.RenderAsync).NeedsAndChecksReach(AccessScope.Read)
            .WithName("ShowQuarantinedImage").WithSummary("A small JPEG of what could be shown of an image that was set aside; the list links to it")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        string id, string? reason, string? cursor, int? limit, IGrainFactory grains, Caller caller, CancellationToken cancellationToken)
    {
        if (!NameRules.IsValid(id))
        {
            return Problems.Of(new Failure(FailureKind.JobNotFound, $"There is no job '{Problems.Shorten(id)}'. /v1/jobs lists the jobs there are."));
        }

        if (limit is < 1 or > MaxListed)
        {
            return Problems.Of(new Failure(FailureKind.InvalidRequest, $"The parameter 'limit' is {limit}; it must lie between 1 and {MaxListed}."));
        }

        var wanted = ReasonOf(reason);
        if (!caller.ReachesAll && (await grains.GetGrain<IJobGrain>(id).ShowAsync(cancellationToken)).OrThrow() is { } job)
        {
            caller.RequireReach(job.Spec.Collection.Value);
        }

        var page = await grains.GetGrain<IQuarantineGrain>(id).ListAsync(wanted, cursor, limit ?? DefaultListed, cancellationToken);
        return page.ToAnswer(page => new QuarantineList(
            [.. page.Rows.Select(row => QuarantineView.Of(row) with { Thumbnail = QuarantineThumbnail.LinkOf(id, row, reason, cursor, limit ?? DefaultListed) })], page.Next));
    }

    /// <summary>The reason that a caller names; null for none.</summary>
    /// <exception cref="FailureException">InvalidRequest: there is no such reason.</exception>
    public static FailureKind? ReasonOf(string? reason) => reason switch
    {
        null => null,
        _ when FailureKinds.TryParseCode(reason, out var kind) && kind.IsQuarantineReason() => kind,
        _ => throw new FailureException(
            FailureKind.InvalidRequest, $"'{Problems.Shorten(reason)}' is no reason to set an image aside. Reasons: {string.Join(", ", Reasons())}."),
    };

    private static IEnumerable<string> Reasons() =>
        Enum.GetValues<FailureKind>().Where(static kind => kind.IsQuarantineReason()).Select(static kind => kind.ToCode());
}
