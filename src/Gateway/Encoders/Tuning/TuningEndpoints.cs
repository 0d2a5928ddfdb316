using Cluster.Contracts.Encoders.Tuning;
using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Encoders.Tuning;

/// <summary>The settings with which an encoder runs fastest on a machine.</summary>
internal static class TuningEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var tuning = v1.MapGroup("/models/{id}/tuning").WithTags("Models");
        tuning.MapPost("/", StartAsync).NeedsAndChecksReach(AccessScope.Admin)
            .WithName("TuneModel").WithSummary("Find the fastest settings of an encoder on the silo's processor; takes minutes, ask for the outcome with GET")
            .Produces<TuningView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        tuning.MapGet("/", static async (string id, IGrainFactory grains, CancellationToken cancellationToken) =>
                NameRules.IsValid(id) ? (await GrainOf(grains, id).ShowAsync(cancellationToken)).ToAnswer(TuningView.Of) : NotAName(id))
            .NeedsAndChecksReach(AccessScope.Read).WithName("ShowModelTuning").WithSummary("How far a tuning is, and what lies beside the model")
            .Produces<TuningView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StartAsync(string id, TuningBody? body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!NameRules.IsValid(id))
        {
            return NotAName(id);
        }

        body ??= new TuningBody();
        var started = await GrainOf(grains, id).StartAsync(new TuningRequest(body.Precision, body.Seconds), cancellationToken);
        return started.Succeeded ? TypedResults.Accepted($"/v1/models/{id}/tuning", TuningView.Of(started.Value)) : Problems.Of(started.Failure);
    }

    private static IResult NotAName(string id) => Problems.Of(new Failure(FailureKind.EncoderNotFound, NameRules.Explain("The encoder", id)));

    private static IEncoderTunerGrain GrainOf(IGrainFactory grains, string id) => grains.GetGrain<IEncoderTunerGrain>(id);
}
