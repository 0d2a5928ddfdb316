using Cluster.Contracts.Planning;
using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Cluster.Gateway.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Planning;

/// <summary>Measuring, for plans.</summary>
internal static class CalibrationEndpoints
{
    private const int DefaultImages = 2_000;
    private const int DefaultSeconds = 10;
    private const int MostSeconds = 60;

    public static void Map(RouteGroupBuilder v1) => v1.MapPost("/calibrations", MeasureAsync)
        .Needs(AccessScope.Admin).WithTags("Planning").WithName("Calibrate").WithSummary("Measure how fast a silo embeds a sample of a corpus; nothing of it is kept")
        .Produces<Calibration>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .WithMetadata(new DisableRequestTimeoutAttribute());

    private static async Task<IResult> MeasureAsync(CalibrationBody body, IGrainFactory grains, AuditSubject audit, CancellationToken cancellationToken)
    {
        Require(body.Seconds is null or (>= 1 and <= MostSeconds), $"$.seconds must lie between 1 and {MostSeconds}.");
        Require(body.Images is null or (>= 1 and <= 100_000), "$.images must lie between 1 and 100,000.");

        // The rules for a corpus are those of a job; the collection is only there for its form.
        var spec = JobSubmission.SpecOf(new JobRequest { Corpus = body.Corpus, Collection = "calibration", Encoder = body.Encoder });
        audit.Is("corpus", spec.Corpus.Id.Value);
        audit.Is("encoder", spec.Encoder);
        var request = new CalibrationRequest(spec.Corpus, spec.Encoder, body.Images ?? DefaultImages, body.Seconds ?? DefaultSeconds);
        var measured = await grains.GetGrain<ICalibrationGrain>(ICalibrationGrain.Key).MeasureAsync(request, cancellationToken);
        return measured.Succeeded ? Results.Ok(measured.Value) : Problems.Of(measured.Failure);
    }

    private static void Require(bool holds, string refusal)
    {
        if (!holds)
        {
            throw new FailureException(FailureKind.InvalidRequest, refusal);
        }
    }
}
