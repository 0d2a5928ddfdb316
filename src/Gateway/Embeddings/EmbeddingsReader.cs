using System.Text.Json;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Embeddings;

/// <summary>Checks what is to be embedded.</summary>
internal static class EmbeddingsReader
{
    private const int MaxInputs = 256;
    private const string Picture = "data:image/";

    /// <summary>The inputs, in order.</summary>
    /// <exception cref="Domain.Outcomes.FailureException">InvalidRequest or TooLarge, with the input that is wrong.</exception>
    public static IReadOnlyList<Example> Read(EmbeddingsRequest request, GatewayOptions limits)
    {
        Require(request.EncodingFormat is null or "float" or "base64", "$.encoding_format is neither float nor base64.");
        Require(!string.IsNullOrWhiteSpace(request.Model), "$.model is blank: name an encoder; /v1/models lists them.");
        switch (request.Input.ValueKind)
        {
            case JsonValueKind.String:
                return [Read(request.Input, "$.input", limits)];
            case JsonValueKind.Array when request.Input.GetArrayLength() is >= 1 and <= MaxInputs:
                return [.. request.Input.EnumerateArray().Select((input, i) => Read(input, $"$.input[{i}]", limits))];
            case JsonValueKind.Array:
                throw Refused($"$.input holds {request.Input.GetArrayLength()} inputs; give 1 to {MaxInputs}.");
            default:
                throw Refused("$.input is neither a text nor a list of texts.");
        }
    }

    private static Example Read(JsonElement input, string path, GatewayOptions limits)
    {
        if (input.ValueKind != JsonValueKind.String)
        {
            throw Refused($"{path} is no text. Lists of token numbers are not taken: send the text itself.");
        }

        var text = input.GetString()!;
        return text.StartsWith(Picture, StringComparison.OrdinalIgnoreCase)
            ? new Example.Picture(path, 1, QueryPicture.Decode(text, limits.MaxImageBytes, path))
            : new Example.Words(path, 1, ExampleReader.Words(text, path, limits));
    }

    private static Domain.Outcomes.FailureException Refused(string detail) => new(Domain.Outcomes.FailureKind.InvalidRequest, detail);
}
