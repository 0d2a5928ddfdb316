using Cluster.Contracts.Reembedding;
using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Reembedding;

/// <summary>Changing the encoder of a live collection.</summary>
internal static class ReembeddingEndpoints
{
    private const long MaxLabelBytes = 64 * 1024 * 1024;

    public static void Map(RouteGroupBuilder v1, GatewayOptions limits)
    {
        var one = v1.MapGroup("/collections/{collection}/reembedding").WithTags("Re-embedding");
        one.MapPost("/", static async (string collection, ReembeddingRequest request, IGrainFactory grains, CancellationToken cancellationToken) =>
            {
                var started = await GrainOf(grains, collection).StartAsync(request.Read(CollectionReader.NameOf(collection)), cancellationToken);
                return started.Succeeded ? Results.Accepted($"/v1/collections/{collection}/reembedding", ReembeddingView.Of(started.Value)) : Problems.Of(started.Failure);
            })
            .Needs(AccessScope.Write).WithName("StartReembedding").WithSummary("Build the collection anew with another encoder beside the live one, and cut over when every gate passes")
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + MaxLabelBytes))
            .Produces<ReembeddingView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapPost("/plan", static async (string collection, ReembeddingRequest request, IGrainFactory grains, CancellationToken cancellationToken) =>
                (await GrainOf(grains, collection).PlanAsync(request.Read(CollectionReader.NameOf(collection)), cancellationToken)).ToAnswer(ReembeddingPlanView.Of))
            .Needs(AccessScope.Write).WithName("PlanReembedding").WithSummary("What a re-embedding would do and take; writes nothing")
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + MaxLabelBytes))
            .Produces<ReembeddingPlanView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapGet("/", static async (string collection, IGrainFactory grains, CancellationToken cancellationToken) =>
                (await GrainOf(grains, collection).ShowAsync(cancellationToken)).ToAnswer(ReembeddingView.Of))
            .Needs(AccessScope.Read).WithName("ShowReembedding").WithSummary("The running re-embedding of a collection, or the last")
            .Produces<ReembeddingView>().ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("/events", static async (string collection, IGrainFactory grains, ProgressEvents events, CancellationToken cancellationToken) =>
            {
                var grain = GrainOf(grains, collection);
                return events.Watch(
                    "reembedding",
                    await grain.ShowAsync(cancellationToken),
                    () => grain.ShowAsync(CancellationToken.None),
                    static snapshot => snapshot.State.IsOver() || snapshot.State.WaitsForPerson(),
                    static (told, now) => (told.State, told.Done, told.Lag.Points, told.Failure) != (now.State, now.Done, now.Lag.Points, now.Failure),
                    ReembeddingView.Of,
                    cancellationToken);
            })
            .Needs(AccessScope.Read).WithName("WatchReembedding").WithSummary("Server-sent events: the re-embedding whenever it changes, until it is over or waits for a person")
            .TellsEvents<ReembeddingView>();
        MapVerb(one, "rollback", "Make the old generation live again", static (grain, by, token) => grain.RollBackAsync(by, token));
        MapVerb(one, "cancel", "Give up before the cut-over and drop the new generation", static (grain, by, token) => grain.CancelAsync(by, token));
        MapVerb(one, "finish", "End the retention of the old generation now", static (grain, by, token) => grain.FinishAsync(by, token));
        one.MapGet("/report", static async (string collection, string? format, IGrainFactory grains, CancellationToken cancellationToken) =>
            {
                var file = await GrainOf(grains, collection).ReadReportAsync(format ?? "html", cancellationToken);
                return file.Succeeded ? new ReportAnswer(file.Value.Content, file.Value.ContentType) : Problems.Of(file.Failure);
            })
            .Needs(AccessScope.Read).WithName("ShowReembeddingReport").WithSummary("The report of the last verification, as html (the default) or json")
            .Produces(StatusCodes.Status200OK, contentType: "text/html").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapVerb(
        RouteGroupBuilder group, string verb, string summary, Func<IReembeddingGrain, string?, CancellationToken, Task<Outcome<ReembeddingSnapshot>>> act) => group
        .MapPost($"/{verb}", async (string collection, AskedBy? asked, IGrainFactory grains, CancellationToken cancellationToken) =>
            (await act(GrainOf(grains, collection), asked?.Name, cancellationToken)).ToAnswer(ReembeddingView.Of))
        .Needs(AccessScope.Write).WithName($"{char.ToUpperInvariant(verb[0])}{verb[1..]}Reembedding").WithSummary(summary)
        .Produces<ReembeddingView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static IReembeddingGrain GrainOf(IGrainFactory grains, string collection) =>
        grains.GetGrain<IReembeddingGrain>(CollectionReader.NameOf(collection).Value);
}
