using Cluster.Contracts.Operations;
using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Operations;

/// <summary>Long operations over a collection: started here, asked about until they are over.</summary>
internal static class OperationEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var collection = v1.MapGroup("/collections/{collection}").WithTags("Operations");
        Map(
            collection.MapPost("/verify", static (string collection, string? corpus, [AsParameters] OperationStart start, CancellationToken cancellationToken) => start.RunAsync(
                new OperationSpec(OperationKind.Verify, CollectionReader.NameOf(collection)) { Corpus = corpus is null ? null : new CorpusId(corpus) }, cancellationToken)),
            AccessScope.Read,
            "Verify",
            "Hold the listing of a corpus, the ledger and the collection against each other");
        Map(
            collection.MapPost("/duplicates", static (string collection, double? threshold, [AsParameters] OperationStart start, CancellationToken cancellationToken) => start.RunAsync(
                new OperationSpec(OperationKind.Duplicates, CollectionReader.NameOf(collection)) { Threshold = threshold }, cancellationToken)),
            AccessScope.Read,
            "FindDuplicates",
            "Find images that are in a collection more than once: exactly and, with a threshold, nearly");
        Map(
            collection.MapPost("/load", static (string collection, string lake, [AsParameters] OperationStart start, CancellationToken cancellationToken) =>
            {
                start.Audit.Is("lake", lake);
                start.Caller.RequireReach(lake);
                return start.RunAsync(new OperationSpec(OperationKind.Load, CollectionReader.NameOf(collection)) { Lake = CollectionReader.NameOf(lake) }, cancellationToken);
            }),
            AccessScope.Write,
            "LoadFromLake",
            "Fill a collection from the lake of another, with no encoder");
        v1.MapGet("/operations", static ([AsParameters] OperationListing listing, CancellationToken cancellationToken) => listing.RunAsync(cancellationToken))
            .WithTags("Operations").NeedsAndChecksReach(AccessScope.Read)
            .WithName("ListOperations").WithSummary("Long operations, newest first, page by page: all that run, and those that ended last")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        v1.MapGet("/operations/{id}/findings", ListFindingsAsync).WithTags("Operations").NeedsAndChecksReach(AccessScope.Read)
            .WithName("ListFindings").WithSummary("What a completed operation found, all of it by name, page by page")
            .Produces<FindingList>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        v1.MapGet("/operations/{id}/events", WatchAsync).WithTags("Operations").NeedsAndChecksReach(AccessScope.Read)
            .WithName("WatchOperation").WithSummary("Server-sent events: the operation whenever it changes, until it is over")
            .TellsEvents<OperationView>();
        v1.MapGet("/operations/{id}", ShowAsync).WithTags("Operations").NeedsAndChecksReach(AccessScope.Read)
            .WithName("ShowOperation").WithSummary("One long operation as it stands").Produces<OperationView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListFindingsAsync(string id, int? page, IGrainFactory grains, Caller caller, CancellationToken cancellationToken)
    {
        if (!NameRules.IsValid(id))
        {
            return Problems.Of(new Failure(FailureKind.JobNotFound, $"There is no operation '{Problems.Shorten(id)}'."));
        }

        if (page is < 0)
        {
            return Problems.Invalid($"The parameter 'page' is {page}; pages are numbered from 0.");
        }

        var found = await grains.GetGrain<IOperationGrain>(id).ListFindingsAsync(page ?? 0, cancellationToken);
        if (found.Succeeded)
        {
            caller.RequireReach(found.Value.Collection.Value);
        }

        return found.ToAnswer(static list => new FindingList([.. list.Findings.Select(FindingView.Of)], list.Next));
    }

    private static void Map(RouteHandlerBuilder route, AccessScope scope, string name, string summary) => route
        .Needs(scope).WithName(name).WithSummary(summary)
        .Produces<OperationView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> ShowAsync(string id, IGrainFactory grains, Caller caller, CancellationToken cancellationToken) =>
        (await FindAsync(id, grains, caller, cancellationToken)).ToAnswer(OperationView.Of);

    private static async Task<IResult> WatchAsync(string id, IGrainFactory grains, Caller caller, ProgressEvents events, CancellationToken cancellationToken) =>
        events.Watch(
            "operation",
            await FindAsync(id, grains, caller, cancellationToken),
            () => grains.GetGrain<IOperationGrain>(id).ShowAsync(CancellationToken.None),
            static operation => operation.State != OperationState.Running,
            static (told, now) => (told.State, told.Progress.Looked) != (now.State, now.Progress.Looked),
            OperationView.Of,
            cancellationToken);

    private static async Task<Outcome<OperationSnapshot>> FindAsync(string id, IGrainFactory grains, Caller caller, CancellationToken cancellationToken)
    {
        if (!NameRules.IsValid(id))
        {
            return new Failure(FailureKind.JobNotFound, $"There is no operation '{Problems.Shorten(id)}'.");
        }

        var found = await grains.GetGrain<IOperationGrain>(id).ShowAsync(cancellationToken);
        if (found.Succeeded)
        {
            caller.RequireReach(found.Value.Spec.Collection.Value);
        }

        return found;
    }
}
