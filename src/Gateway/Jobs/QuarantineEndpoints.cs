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
    private const int DefaultListed = 100;
    private const int MaxListed = 1_000;

    public static void Map(RouteGroupBuilder v1) => v1
        .MapGet("/jobs/{id}/quarantine", ListAsync).NeedsAndChecksReach(AccessScope.Read).WithTags("Jobs")
        .WithName("ListQuarantine").WithSummary("The images that a job set aside, each with its reason")
        .Produces<QuarantineList>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

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
        return page.ToAnswer(static page => new QuarantineList([.. page.Rows.Select(QuarantineView.Of)], page.Next));
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
