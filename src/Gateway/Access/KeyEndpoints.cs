using Cluster.Contracts.Access;
using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Access;

/// <summary>Keys as resources, for administrators.</summary>
internal static class KeyEndpoints
{
    private const int MaxGraceSeconds = 30 * 24 * 60 * 60;

    public static void Map(RouteGroupBuilder v1)
    {
        var keys = v1.MapGroup("/keys").WithTags("Keys").Needs(AccessScope.Admin);
        keys.MapGet("/", static async (IGrainFactory grains, CancellationToken cancellationToken) =>
                new KeyList([.. (await RingOf(grains).ListAsync(cancellationToken)).Keys.Select(KeyView.Of)]))
            .WithName("ListKeys").WithSummary("All keys, oldest first, without their secrets");
        keys.MapPost("/", IssueAsync)
            .WithName("IssueKey").WithSummary("Make a key; the answer shows it, and nothing shows it again")
            .Produces<KeyView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        keys.MapPost("/{id}/rotate", RotateAsync)
            .WithName("RotateKey").WithSummary("Give a key a new secret; the old one is taken a while longer")
            .Produces<KeyView>().ProducesProblem(StatusCodes.Status404NotFound);
        keys.MapDelete("/{id}", RevokeAsync)
            .WithName("RevokeKey").WithSummary("Take a key away for good")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> IssueAsync(
        KeyRequest request,
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey,
        Caller caller,
        AuditSubject audit,
        IGrainFactory grains,
        KeyDirectory directory,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        // Sent again, the request meets the key that it made and is refused: a second one is not made, and the secret is not shown twice.
        var text = IdempotencyKey.IdFor(idempotencyKey, caller, "key") is { } id ? KeyText.New(id[..KeyText.IdLength]) : KeyText.New();
        audit.Is("id", text.Id);
        var added = await RingOf(grains).AddAsync(KeyIssue.KeyOf(request, text, time.GetUtcNow()), cancellationToken);
        directory.Forget();
        return added.Succeeded ? Results.Created($"/v1/keys/{text.Id}", KeyView.Of(added.Value, text)) : Problems.Of(added.Failure);
    }

    private static async Task<IResult> RotateAsync(
        string id,
        RotationRequest? request,
        IGrainFactory grains,
        KeyDirectory directory,
        IOptions<AccessOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (request?.GraceSeconds is < 0 or > MaxGraceSeconds)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"$.graceSeconds must lie between 0 and {MaxGraceSeconds}.");
        }

        var grace = request?.GraceSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.Value.RotationGrace;
        var text = KeyText.New(id);
        var rotated = await RingOf(grains).RotateAsync(id, text.Hash, time.GetUtcNow() + grace, cancellationToken);
        directory.Forget();
        return rotated.ToAnswer(key => KeyView.Of(key, text));
    }

    private static async Task<IResult> RevokeAsync(string id, IGrainFactory grains, KeyDirectory directory, CancellationToken cancellationToken)
    {
        var revoked = await RingOf(grains).RevokeAsync(id, cancellationToken);
        directory.Forget();
        return revoked.Succeeded ? Results.NoContent() : Problems.Of(revoked.Failure);
    }

    private static IKeyRingGrain RingOf(IGrainFactory grains) => grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key);
}
