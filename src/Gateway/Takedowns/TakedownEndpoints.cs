using Cluster.Contracts.Collections;
using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Gateway.Access;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Takedowns;

/// <summary>Taking images down for good.</summary>
internal static class TakedownEndpoints
{
    private const int MaxReason = 1_000;
    private const int MaxKey = 4_096;

    public static void Map(RouteGroupBuilder v1) => v1.MapGroup("/collections/{collection}").WithTags("Points").Needs(AccessScope.Write)
        .MapPost("/takedowns", TakeDownAsync)
        .WithName("TakeDown").WithSummary("Take images down: from every generation and the lake, and later jobs leave them out; audited")
        .Produces<TakedownView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> TakeDownAsync(
        string collection, TakedownBody request, IGrainFactory grains, Caller caller, CancellationToken cancellationToken)
    {
        var alias = CollectionReader.NameOf(collection);
        if (request.Keys.Count is 0 or > ITakedownGrain.MaxKeys || request.Keys.Any(static key => string.IsNullOrEmpty(key) || key.Length > MaxKey))
        {
            return Problems.Invalid($"$.keys must hold 1 to {ITakedownGrain.MaxKeys} keys of images.");
        }

        if (request.Corpus is not null && !NameRules.IsValid(request.Corpus))
        {
            return Problems.Invalid(NameRules.Explain("$.corpus", Problems.Shorten(request.Corpus)));
        }

        if (request.Reason?.Length > MaxReason)
        {
            return Problems.Invalid($"$.reason is longer than {MaxReason} characters.");
        }

        var asked = new TakedownRequest(
            [.. request.Keys.Select(static key => new BlobKey(key))], request.Corpus is null ? null : new CorpusId(request.Corpus), request.Reason ?? "", caller.Name);
        var done = await grains.GetGrain<ITakedownGrain>(alias.Value).TakeDownAsync(asked, cancellationToken);
        return done.ToAnswer(static result => new TakedownView(result.Version, result.Images, result.Points, result.LakeRows));
    }
}
