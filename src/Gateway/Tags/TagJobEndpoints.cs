using Cluster.Contracts.Tags;
using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Cluster.Gateway.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Tags;

/// <summary>Tag jobs as resources.</summary>
internal static class TagJobEndpoints
{
    private const int DefaultListed = 50;
    private const int MaxListed = 500;

    public static void Map(RouteGroupBuilder v1)
    {
        var jobs = v1.MapGroup("/tag-jobs").WithTags("Tag jobs");
        jobs.MapPost("/", SubmitAsync).NeedsAndChecksReach(AccessScope.Write)
            .WithName("SubmitTagJob").WithSummary("Write what the points of a collection are into their payloads, by their stored vectors; no image is read again")
            .Produces<TagJobView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        jobs.MapGet("/", ListAsync).NeedsAndChecksReach(AccessScope.Read).WithName("ListTagJobs").WithSummary("Tag jobs, newest first");
        jobs.MapGet("/{id}", static async (string id, IGrainFactory grains, Caller caller, CancellationToken cancellationToken) =>
                (await FindAsync(grains, id, caller, cancellationToken)).ToAnswer(TagJobView.Of)).NeedsAndChecksReach(AccessScope.Read)
            .WithName("ShowTagJob").WithSummary("One tag job as it stands").Produces<TagJobView>().ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapPost("/{id}/cancel", static async (string id, IGrainFactory grains, Caller caller, CancellationToken cancellationToken) =>
            {
                var found = await FindAsync(grains, id, caller, cancellationToken);
                return (found.Succeeded ? await GrainOf(grains, id).CancelAsync(cancellationToken) : found).ToAnswer(TagJobView.Of);
            }).NeedsAndChecksReach(AccessScope.Write)
            .WithName("CancelTagJob").WithSummary("End for good; what was written stays")
            .Produces<TagJobView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        jobs.MapGet("/{id}/events", WatchAsync).NeedsAndChecksReach(AccessScope.Read)
            .WithName("WatchTagJob").WithSummary("Server-sent events: the tag job whenever it changes, until it is over")
            .TellsEvents<TagJobView>();
    }

    private static async Task<IResult> SubmitAsync(
        TagJobRequest request,
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey,
        Caller caller,
        AuditSubject audit,
        IGrainFactory grains,
        TagJobReader reader,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var alias = CollectionReader.NameOf(request.Collection);
        audit.Is("collection", alias.Value);
        caller.RequireReach(alias.Value);
        var wanted = request.Id ?? IdempotencyKey.IdFor(idempotencyKey, caller, "tag-job");
        var id = JobSubmission.IdOf(wanted, time);
        audit.Is("id", id.Value);
        var asked = RequestDigest.Of(request with { Id = null });
        var job = grains.GetGrain<ITagJobGrain>(id.Value);

        // Sent again, it is answered before its examples are looked up, which may be gone by now.
        if (wanted is not null && await job.ShowAsync(cancellationToken) is { Succeeded: true } known && known.Value.Spec.Request == asked)
        {
            return Results.Accepted($"/v1/tag-jobs/{id}", TagJobView.Of(known.Value));
        }

        var spec = await reader.ReadAsync(request, asked, cancellationToken);
        var submitted = await job.SubmitAsync(spec, cancellationToken);
        return submitted.Succeeded ? Results.Accepted($"/v1/tag-jobs/{id}", TagJobView.Of(submitted.Value)) : Problems.Of(submitted.Failure);
    }

    private static async Task<TagJobList> ListAsync(int? limit, IGrainFactory grains, Caller caller, CancellationToken cancellationToken)
    {
        RequireWithin("The parameter 'limit'", limit, 1, MaxListed);
        var ids = await grains.GetGrain<ITagJobDirectoryGrain>(ITagJobDirectoryGrain.Key).ListAsync(limit ?? DefaultListed, cancellationToken);
        var jobs = await Task.WhenAll(ids.Select(id => grains.GetGrain<ITagJobGrain>(id.Value).ShowAsync(cancellationToken)));
        return new TagJobList([.. jobs.Where(job => job.Succeeded && caller.Reaches(job.Value.Spec.Collection.Value)).Select(static job => TagJobView.Of(job.Value!))]);
    }

    private static async Task<IResult> WatchAsync(string id, IGrainFactory grains, Caller caller, ProgressEvents events, CancellationToken cancellationToken) =>
        events.Watch(
            "tag-job",
            await FindAsync(grains, id, caller, cancellationToken),
            () => GrainOf(grains, id).ShowAsync(CancellationToken.None),
            static job => TagJobView.Of(job).IsOver,
            static (told, now) => (told.State, told.Looked) != (now.State, now.Looked),
            TagJobView.Of,
            cancellationToken);

    private static async Task<Outcome<TagJobSnapshot>> FindAsync(IGrainFactory grains, string id, Caller caller, CancellationToken cancellationToken)
    {
        var found = await GrainOf(grains, id).ShowAsync(cancellationToken);
        if (found.Succeeded)
        {
            caller.RequireReach(found.Value.Spec.Collection.Value);
        }

        return found;
    }

    private static ITagJobGrain GrainOf(IGrainFactory grains, string id) => NameRules.IsValid(id)
        ? grains.GetGrain<ITagJobGrain>(id)
        : throw new FailureException(FailureKind.JobNotFound, $"There is no tag job '{Problems.Shorten(id)}'. /v1/tag-jobs lists the tag jobs there are.");
}
