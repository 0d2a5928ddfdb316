using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cluster.Client.Failures;

namespace Cluster.Client;

/// <summary>Sends requests and turns problem documents into <see cref="ClusterApiException"/>.</summary>
internal sealed class GatewayTransport(HttpClient http)
{
    public async Task<T> ReadAsync<T>(HttpMethod method, string address, HttpContent? body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, address, body, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw NotAGateway(response.StatusCode);
        }
        catch (JsonException)
        {
            throw NotAGateway(response.StatusCode);
        }
    }

    /// <summary>A successful answer, for the caller to dispose of.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string address, HttpContent? body, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        var response = await http.SendAsync(request, completion, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(response, cancellationToken);
        }
    }

    private static async Task<ClusterApiException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Problem? problem = null;
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            try
            {
                problem = await response.Content.ReadFromJsonAsync(GatewayJson.Default.Problem, cancellationToken);
            }
            catch (JsonException)
            {
                // Broken on the way; the status alone is told.
            }
        }

        return problem?.Type is null
            ? NotAGateway(response.StatusCode)
            : new ClusterApiException(response.StatusCode, problem.Type, problem.Title ?? problem.Type, problem.Detail, response.Headers.RetryAfter?.Delta);
    }

    private static ClusterApiException NotAGateway(HttpStatusCode status) => new(
        status, "about:blank", "This is not the answer of a gateway", $"What answers at this address (HTTP {(int)status}) is not an Embedding Cluster gateway. Check the address.", null);
}
