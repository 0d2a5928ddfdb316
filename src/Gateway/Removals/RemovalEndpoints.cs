using Cluster.Contracts.Collections;
using Cluster.Contracts.Operations;
using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Removals;

/// <summary>Taking a whole corpus out of a collection.</summary>
internal static class RemovalEndpoints
{
    public static void Map(RouteGroupBuilder v1) => v1.MapGroup("/collections/{collection}").WithTags("Collections").Needs(AccessScope.Admin)
        .MapDelete("/corpora/{corpus}", RemoveAsync)
        .WithName("RemoveCorpus").WithSummary("Take all points of a corpus out of a collection, from every generation and the lake; its images stay untouched, and a new job brings it back")
        .Produces<OperationView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> RemoveAsync(string collection, string corpus, [AsParameters] OperationStart start, CancellationToken cancellationToken)
    {
        var alias = CollectionReader.NameOf(collection);
        if (!NameRules.IsValid(corpus))
        {
            return Problems.Of(new Failure(FailureKind.CorpusNotFound, $"No collection holds anything of a corpus '{Problems.Shorten(corpus)}'. /v1/corpora lists the corpora there are."));
        }

        // Asked again while it goes on, the request is answered with what is at work already.
        var removed = new CorpusId(corpus);
        if (await start.Grains.GetGrain<ICollectionGrain>(alias.Value).FindRemovalAsync(removed, cancellationToken) is { Done: false } removal
            && await start.Grains.GetGrain<IOperationGrain>(removal.Operation).ShowAsync(cancellationToken) is { Succeeded: true, Value: { State: OperationState.Running } running })
        {
            start.Audit.Is("id", running.Id);
            return Results.Accepted($"/v1/operations/{running.Id}", OperationView.Of(running));
        }

        return await start.RunAsync(new OperationSpec(OperationKind.RemoveCorpus, alias) { Corpus = removed, By = start.Caller.Name }, cancellationToken);
    }
}
