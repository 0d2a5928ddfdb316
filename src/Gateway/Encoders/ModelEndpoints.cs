using Cluster.Contracts.Encoders;
using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Encoders;

/// <summary>The encoders there are.</summary>
internal static class ModelEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var models = v1.MapGroup("/models").WithTags("Models").NeedsAndChecksReach(AccessScope.Read);
        models.MapGet("/", static async (IGrainFactory grains, CancellationToken cancellationToken) =>
                new ModelList([.. (await CatalogOf(grains).ListAsync(cancellationToken)).Select(ModelView.Of)]))
            .WithName("ListModels").WithSummary("All encoders whose model folders are complete");
        models.MapGet("/{id}", ShowAsync)
            .WithName("ShowModel").WithSummary("One encoder, by name or name@version")
            .Produces<ModelView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ShowAsync(string id, IGrainFactory grains, CancellationToken cancellationToken)
    {
        // A path would make the silo look at folders of its host; jobs may name one where the host allows it, this address never.
        if (id.Contains('/', StringComparison.Ordinal) || id.Contains('\\', StringComparison.Ordinal))
        {
            return Problems.Of(new Failure(FailureKind.EncoderNotFound, "An encoder is shown by its name or name@version, not by a path."));
        }

        return (await CatalogOf(grains).FindAsync(id, cancellationToken)).ToAnswer(ModelView.Of);
    }

    private static IEncoderCatalogGrain CatalogOf(IGrainFactory grains) => grains.GetGrain<IEncoderCatalogGrain>(IEncoderCatalogGrain.Key);
}
