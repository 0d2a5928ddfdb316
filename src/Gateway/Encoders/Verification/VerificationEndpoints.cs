using Cluster.Contracts.Encoders.Verification;
using Cluster.Domain.Access;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Encoders.Verification;

/// <summary>The parity gate: comparisons of an encoder's variants with its reference.</summary>
internal static class VerificationEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var verification = v1.MapGroup("/models/{id}/verification").WithTags("Models");
        verification.MapPost("/", StartAsync).NeedsAndChecksReach(AccessScope.Admin)
            .WithName("VerifyModel").WithSummary("Compare variants of an encoder with its reference; takes minutes, ask for the outcome with GET")
            .Produces<VerificationView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        verification.MapGet("/", static async (string id, IGrainFactory grains, CancellationToken cancellationToken) =>
                NameRules.IsValid(id) ? (await GrainOf(grains, id).ShowAsync(cancellationToken)).ToAnswer(VerificationView.Of) : NotAName(id))
            .NeedsAndChecksReach(AccessScope.Read).WithName("ShowModelVerification").WithSummary("How far a comparison is, and what is signed off beside the model")
            .Produces<VerificationView>().ProducesProblem(StatusCodes.Status404NotFound);
        verification.MapGet("/events", WatchAsync).NeedsAndChecksReach(AccessScope.Read)
            .WithName("WatchModelVerification").WithSummary("Server-sent events: the comparison whenever it changes, until it is over")
            .TellsEvents<VerificationView>();
    }

    private static async Task<IResult> StartAsync(string id, VerificationBody? body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!NameRules.IsValid(id))
        {
            return NotAName(id);
        }

        body ??= new VerificationBody();
        var started = await GrainOf(grains, id).StartAsync(
            new VerificationRequest(body.Precision, body.Provider, body.Reference, body.Sample, body.Images), cancellationToken);
        return started.Succeeded
            ? TypedResults.Accepted($"/v1/models/{id}/verification", VerificationView.Of(started.Value))
            : Problems.Of(started.Failure);
    }

    private static async Task<IResult> WatchAsync(string id, IGrainFactory grains, ProgressEvents events, CancellationToken cancellationToken) => NameRules.IsValid(id)
        ? events.Watch(
            "verification",
            await GrainOf(grains, id).ShowAsync(cancellationToken),
            () => GrainOf(grains, id).ShowAsync(CancellationToken.None),
            static status => !status.Running,
            static (told, now) => told.Running != now.Running || !Signed(told).SequenceEqual(Signed(now)),
            VerificationView.Of,
            cancellationToken)
        : NotAName(id);

    private static IEnumerable<(string Variant, DateTimeOffset CheckedAt)> Signed(VerificationStatus status) =>
        status.Results.Select(static result => (result.Variant, result.CheckedAt));

    private static IResult NotAName(string id) => Problems.Of(new Failure(FailureKind.EncoderNotFound, NameRules.Explain("The encoder", id)));

    private static IEncoderVerifierGrain GrainOf(IGrainFactory grains, string id) => grains.GetGrain<IEncoderVerifierGrain>(id);
}
