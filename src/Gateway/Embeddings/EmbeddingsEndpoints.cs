using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Cluster.Domain.Access;
using Cluster.Domain.Recommendations;
using Cluster.Gateway.Access;
using Cluster.Gateway.Encoders;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Embeddings;

/// <summary>Embeddings for whoever wants the vectors themselves, in the shape that OpenAI's clients speak.</summary>
internal static class EmbeddingsEndpoints
{
    public static void Map(RouteGroupBuilder v1, GatewayOptions limits) => v1
        .MapPost("/embeddings", EmbedAsync).WithTags("Embeddings").NeedsAndChecksReach(AccessScope.Read)
        .WithName("CreateEmbeddings").WithSummary("Embed texts and pictures; OpenAI's clients can be pointed here")
        .WithMetadata(new RequestSizeLimitAttribute(limits.MaxRequestBytes + (limits.MaxImageBytes * 4L / 3)))
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<EmbeddingsAnswer> EmbedAsync(
        EmbeddingsRequest request, ModelEncoder encoder, IOptions<GatewayOptions> limits, CancellationToken cancellationToken)
    {
        var inputs = EmbeddingsReader.Read(request, limits.Value);
        var model = await encoder.FindAsync(request.Model, cancellationToken);
        RequestRules.RequireWithin("$.dimensions", request.Dimensions, 1, model.Dimension);
        var vectors = await encoder.EncodeAsync(model, inputs, cancellationToken);
        var asText = request.EncodingFormat == "base64";
        return new EmbeddingsAnswer(
            "list",
            [.. vectors.Select((vector, i) => new EmbeddingView("embedding", i, Write(Shorten(vector, request.Dimensions), asText)))],
            model.Id.Value,
            model.Space.Value,
            new EmbeddingsUsage());
    }

    private static float[] Shorten(ReadOnlyMemory<float> vector, int? dimensions)
    {
        var kept = vector[..(dimensions ?? vector.Length)].ToArray();
        if (kept.Length < vector.Length)
        {
            ScoreFormulas.Normalise(kept);
        }

        return kept;
    }

    private static JsonNode Write(float[] vector, bool asText) => asText
        ? JsonValue.Create(Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())))
        : new JsonArray([.. vector.Select(static x => (JsonNode)JsonValue.Create(x))]);
}
