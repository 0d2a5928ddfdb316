using Cluster.Contracts.Comparisons;
using Cluster.Domain.Access;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Reports;
using Cluster.Gateway.Retrieval;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Comparisons;

/// <summary>Which encoder suits a collection.</summary>
internal static class ComparisonEndpoints
{
    private const long MaxLabelBytes = 64 * 1024 * 1024;

    public static void Map(RouteGroupBuilder v1, GatewayOptions limits)
    {
        var one = v1.MapGroup("/collections/{collection}/comparison").WithTags("Comparison");
        one.MapPost("/", static async (string collection, ComparisonRequest request, IGrainFactory grains, CancellationToken cancellationToken) =>
            {
                RequestRules.Require(request.Encoders.All(static encoder => !string.IsNullOrWhiteSpace(encoder)), "$.encoders holds an empty name: name two to eight encoders.");
                var spec = new ComparisonSpec(CollectionReader.NameOf(collection), request.Encoders) { Labels = request.Labels, PricePerHour = request.PricePerHour };
                var started = await GrainOf(grains, collection).StartAsync(request.Sample is { } sample ? spec with { Sample = sample } : spec, cancellationToken);
                return started.Succeeded ? Results.Accepted($"/v1/collections/{collection}/comparison", ComparisonView.Of(started.Value)) : Problems.Of(started.Failure);
            })
            .Needs(AccessScope.Write).WithName("StartComparison").WithSummary("Compare encoders on a sample of the collection's own pictures")
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + MaxLabelBytes))
            .Produces<ComparisonView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapGet("/", static async (string collection, IGrainFactory grains, CancellationToken cancellationToken) =>
                (await GrainOf(grains, collection).ShowAsync(cancellationToken)).ToAnswer(ComparisonView.Of))
            .Needs(AccessScope.Read).WithName("ShowComparison").WithSummary("How far a comparison is, and its figures")
            .Produces<ComparisonView>().ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("/events", static async (string collection, IGrainFactory grains, ProgressEvents events, CancellationToken cancellationToken) =>
            {
                var grain = GrainOf(grains, collection);
                return events.Watch(
                    "comparison",
                    await grain.ShowAsync(cancellationToken),
                    () => grain.ShowAsync(CancellationToken.None),
                    static snapshot => snapshot.IsOver,
                    static (told, now) => (told.IsOver, told.Doing) != (now.IsOver, now.Doing),
                    ComparisonView.Of,
                    cancellationToken);
            })
            .Needs(AccessScope.Read).WithName("WatchComparison").WithSummary("Server-sent events: the comparison whenever it changes, until it is over")
            .TellsEvents<ComparisonView>();
        one.MapGet("/report", static async (string collection, string? format, IGrainFactory grains, CancellationToken cancellationToken) =>
            {
                var file = await GrainOf(grains, collection).ReadReportAsync(format ?? "html", cancellationToken);
                return file.Succeeded ? new ReportAnswer(file.Value.Content, file.Value.ContentType) : Problems.Of(file.Failure);
            })
            .Needs(AccessScope.Read).WithName("ShowComparisonReport").WithSummary("The report of the last comparison, as html (the default) or json")
            .Produces(StatusCodes.Status200OK, contentType: "text/html").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IComparisonGrain GrainOf(IGrainFactory grains, string collection) =>
        grains.GetGrain<IComparisonGrain>(CollectionReader.NameOf(collection).Value);
}
