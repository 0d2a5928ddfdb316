using Cluster.Contracts.Encoders;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Gateway.Encoders;

/// <summary>The encoders there are.</summary>
internal static class EncoderEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/v1/models").WithTags("Models");
        models.MapGet("/", async (IGrainFactory grains, CancellationToken token) => (await Catalog(grains).ListAsync(token)).Select(EncoderView.Of))
            .WithSummary("List the encoders").Produces<IReadOnlyList<EncoderView>>();
        models.MapGet("/{id}", async (string id, IGrainFactory grains, CancellationToken token) => Problems.Answer(await Catalog(grains).FindAsync(id, token), EncoderView.Of))
            .WithSummary("Show an encoder").Produces<EncoderView>().ProducesProblem(404);
    }

    private static IEncoderCatalogGrain Catalog(IGrainFactory grains) => grains.GetGrain<IEncoderCatalogGrain>(IEncoderCatalogGrain.Key);
}
