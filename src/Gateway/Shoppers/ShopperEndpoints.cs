using Cluster.Contracts.Shoppers;
using Cluster.Domain.Access;
using Cluster.Domain.Collections;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Shoppers;

/// <summary>Shoppers as resources: what they did is told, what suits them is asked, and all of it can be forgotten.</summary>
internal static class ShopperEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var shoppers = v1.MapGroup("/shoppers/{shopper}").WithTags("Shoppers");
        shoppers.MapPost("/events", LearnAsync).NeedsAndChecksReach(AccessScope.Write)
            .WithName("TellShopperEvents").WithSummary("Tell what a shopper viewed, put into the cart, bought or waved away")
            .Produces<ShopperView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        shoppers.MapGet("/", ShowAsync).NeedsAndChecksReach(AccessScope.Read)
            .WithName("ShowShopper").WithSummary("What is known of a shopper in a collection")
            .Produces<ShopperView>().ProducesProblem(StatusCodes.Status404NotFound);
        shoppers.MapPost("/recommend", RecommendAsync).NeedsAndChecksReach(AccessScope.Read)
            .WithName("RecommendToShopper").WithSummary("Recommend by what a shopper did lately, a share for each interest")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        shoppers.MapDelete("/", ForgetAsync).Needs(AccessScope.Write)
            .WithName("ForgetShopper").WithSummary("Forget all that is known of a shopper, in every collection")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> LearnAsync(
        string shopper, EventsRequest request, Caller caller, AuditSubject audit, IGrainFactory grains, CollectionReader collections, EventReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        var grain = GrainOf(grains, shopper);
        audit.Is("collection", request.Collection);
        var live = await ReachAsync(collections, caller, request.Collection, cancellationToken);
        var events = await reader.ReadAsync(live, request, cancellationToken);
        if (events.Count == 0)
        {
            return Problems.Of(new Failure(FailureKind.PointNotFound, $"None of the items is in collection '{live.Alias}'."));
        }

        return (await grain.LearnAsync(live, events, cancellationToken)).ToAnswer(profile => ShopperView.Of(live.Alias.Value, profile, time.GetUtcNow()));
    }

    private static async Task<IResult> ShowAsync(
        string shopper, string? collection, Caller caller, IGrainFactory grains, CollectionReader collections, TimeProvider time, CancellationToken cancellationToken)
    {
        RequestRules.Require(!string.IsNullOrEmpty(collection), "The parameter 'collection' is missing.");
        var live = await ReachAsync(collections, caller, collection!, cancellationToken);
        return (await GrainOf(grains, shopper).ShowAsync(live, cancellationToken)).ToAnswer(profile => ShopperView.Of(live.Alias.Value, profile, time.GetUtcNow()));
    }

    private static async Task<SearchAnswer> RecommendAsync(
        string shopper,
        ShopperRecommendRequest request,
        Caller caller,
        IGrainFactory grains,
        CollectionReader collections,
        ShopperAnswers answers,
        IOptions<GatewayOptions> limits,
        CancellationToken cancellationToken)
    {
        var plan = ShopperAnswers.Read(request, limits.Value);
        var live = await ReachAsync(collections, caller, request.Collection, cancellationToken);
        var known = await GrainOf(grains, shopper).ShowAsync(live, cancellationToken);
        return await answers.AnswerAsync(live, known, plan, request, cancellationToken);
    }

    private static async Task<IResult> ForgetAsync(string shopper, IGrainFactory grains, CancellationToken cancellationToken) =>
        await GrainOf(grains, shopper).ForgetAsync(cancellationToken)
            ? Results.NoContent()
            : Problems.Of(new Failure(FailureKind.ShopperNotFound, "Nothing is known of this shopper."));

    private static Task<LiveCollection> ReachAsync(CollectionReader collections, Caller caller, string collection, CancellationToken cancellationToken)
    {
        caller.RequireReach(collection);
        return collections.LiveAsync(collection, cancellationToken);
    }

    private static IShopperGrain GrainOf(IGrainFactory grains, string shopper) => grains.GetGrain<IShopperGrain>(ShopperKey.For(shopper));
}
