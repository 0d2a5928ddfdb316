using Cluster.Contracts.Jobs;
using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Jobs;

/// <summary>Jobs as resources.</summary>
internal static class JobEndpoints
{
    private const int DefaultListed = 50;
    private const int MaxListed = 500;

    public static void Map(RouteGroupBuilder v1)
    {
        var jobs = v1.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapPost("/", SubmitAsync).NeedsAndChecksReach(AccessScope.Write)
            .WithName("SubmitJob").WithSummary("Submit a job: embed the images of a corpus into a collection")
            .Produces<JobView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        jobs.MapGet("/", ListAsync).NeedsAndChecksReach(AccessScope.Read).WithName("ListJobs").WithSummary("Jobs, newest first");
        jobs.MapGet("/{id}", static async (string id, IGrainFactory grains, Caller caller, CancellationToken cancellationToken) =>
                (await FindAsync(grains, id, caller, cancellationToken)).ToAnswer(JobView.Of))
            .NeedsAndChecksReach(AccessScope.Read).WithName("ShowJob").WithSummary("One job as it stands").Produces<JobView>().ProducesProblem(StatusCodes.Status404NotFound);
        MapVerb(jobs, "pause", "Stop after a last checkpoint", static (job, cancellationToken) => job.PauseAsync(cancellationToken));
        MapVerb(jobs, "resume", "Go on from the checkpoints", static (job, cancellationToken) => job.ResumeAsync(cancellationToken));
        MapVerb(jobs, "cancel", "End for good; what was written stays", static (job, cancellationToken) => job.CancelAsync(cancellationToken));
        MapVerb(jobs, "confirm", "Have a held job delete the points that its pass does not keep", static (job, cancellationToken) => job.DecideAsync(true, cancellationToken));
        MapVerb(jobs, "decline", "Have a held job end without deleting points", static (job, cancellationToken) => job.DecideAsync(false, cancellationToken));
        jobs.MapPost("/{id}/retry", RetryAsync).NeedsAndChecksReach(AccessScope.Write)
            .WithName("RetryJob").WithSummary("Try the images again that a completed job set aside; the job that does it")
            .Produces<JobView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        jobs.MapGet("/{id}/events", WatchAsync).NeedsAndChecksReach(AccessScope.Read)
            .WithName("WatchJob").WithSummary("Server-sent events: the job whenever it changes, until it is over")
            .TellsEvents<JobView>();
    }

    private static void MapVerb(
        RouteGroupBuilder jobs, string verb, string summary, Func<IJobGrain, CancellationToken, Task<Outcome<JobSnapshot>>> act) => jobs
        .MapPost($"/{{id}}/{verb}", async (string id, IGrainFactory grains, Caller caller, CancellationToken cancellationToken) =>
        {
            var found = await FindAsync(grains, id, caller, cancellationToken);
            return (found.Succeeded ? await act(GrainOf(grains, id), cancellationToken) : found).ToAnswer(JobView.Of);
        })
        .NeedsAndChecksReach(AccessScope.Write).WithName($"{char.ToUpperInvariant(verb[0])}{verb[1..]}Job").WithSummary(summary)
        .Produces<JobView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> SubmitAsync(
        JobRequest request, [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey, IGrainFactory grains, Caller caller, AuditSubject audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var spec = JobSubmission.SpecOf(request);
        audit.Is("collection", spec.Collection.Value);
        audit.Is("corpus", spec.Corpus.Id.Value);
        caller.RequireReach(spec.Collection.Value);
        var id = JobSubmission.IdOf(request.Id ?? IdempotencyKey.IdFor(idempotencyKey, caller, "job"), time);
        audit.Is("id", id.Value);
        var submitted = await grains.GetGrain<IJobGrain>(id.Value).SubmitAsync(spec, cancellationToken);
        return submitted.Succeeded ? Results.Accepted($"/v1/jobs/{id}", JobView.Of(submitted.Value)) : Problems.Of(submitted.Failure);
    }

    private static async Task<JobList> ListAsync(int? limit, IGrainFactory grains, Caller caller, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxListed)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"The parameter 'limit' is {limit}; it must lie between 1 and {MaxListed}.");
        }

        var ids = await grains.GetGrain<IJobDirectoryGrain>(IJobDirectoryGrain.Key).ListAsync(limit ?? DefaultListed, cancellationToken);
        var jobs = await Task.WhenAll(ids.Select(id => grains.GetGrain<IJobGrain>(id.Value).ShowAsync(cancellationToken)));
        return new JobList([.. jobs.Where(job => job.Succeeded && caller.Reaches(job.Value.Spec.Collection.Value)).Select(static job => JobView.Of(job.Value!))]);
    }

    private static async Task<IResult> RetryAsync(
        string id, string? reason, [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey, IGrainFactory grains, Caller caller, AuditSubject audit, CancellationToken cancellationToken)
    {
        var wanted = QuarantineEndpoints.ReasonOf(reason);
        var key = IdempotencyKey.IdFor(idempotencyKey, caller, "retry");
        var found = await FindAsync(grains, id, caller, cancellationToken);
        var retry = !found.Succeeded ? found
            : key is null ? await GrainOf(grains, id).RetryAsync(wanted, cancellationToken)
            : await GrainOf(grains, id).RetryOnceAsync(wanted, key, cancellationToken);
        if (!retry.Succeeded)
        {
            return Problems.Of(retry.Failure);
        }

        audit.Is("retry", retry.Value.Id.Value);
        return Results.Accepted($"/v1/jobs/{retry.Value.Id}", JobView.Of(retry.Value));
    }

    private static async Task<IResult> WatchAsync(string id, IGrainFactory grains, Caller caller, JobEvents events, CancellationToken cancellationToken) =>
        events.Watch(GrainOf(grains, id), await FindAsync(grains, id, caller, cancellationToken), cancellationToken);

    private static async Task<Outcome<JobSnapshot>> FindAsync(IGrainFactory grains, string id, Caller caller, CancellationToken cancellationToken)
    {
        var found = await GrainOf(grains, id).ShowAsync(cancellationToken);
        if (found.Succeeded)
        {
            caller.RequireReach(found.Value.Spec.Collection.Value);
        }

        return found;
    }

    private static IJobGrain GrainOf(IGrainFactory grains, string id) => NameRules.IsValid(id)
        ? grains.GetGrain<IJobGrain>(new JobId(id).Value)
        : throw new FailureException(FailureKind.JobNotFound, $"There is no job '{Problems.Shorten(id)}'. /v1/jobs lists the jobs there are.");
}
