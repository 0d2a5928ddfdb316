using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
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
        return await ReadAsync(response, type, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw NotAGateway(response.StatusCode);
        }
        catch (JsonException)
        {
            throw NotAGateway(response.StatusCode);
        }
    }

    /// <summary>A file, whole.</summary>
    public async Task<byte[]> ReadBytesAsync(string address, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, address, null, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>Posts a question, which changes nothing, or what counts once however often it comes; it may be sent again.</summary>
    public async Task<T> AskAsync<T>(string address, HttpContent body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, address, body, HttpCompletionOption.ResponseHeadersRead, cancellationToken, maySendAgain: true);
        return await ReadAsync(response, type, cancellationToken);
    }

    /// <summary>Posts what creates something, under a key of its own: sent again, it meets what it made the first time.</summary>
    public Task<T> CreateAsync<T>(string address, HttpContent? body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        CreateAsync(HttpMethod.Post, address, body, type, cancellationToken);

    /// <summary>As <see cref="CreateAsync{T}(string, HttpContent?, JsonTypeInfo{T}, CancellationToken)"/>, by another method than POST.</summary>
    public async Task<T> CreateAsync<T>(HttpMethod method, string address, HttpContent? body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            method, address, body, HttpCompletionOption.ResponseHeadersRead, cancellationToken, maySendAgain: true, idempotencyKey: Guid.NewGuid().ToString("N"));
        return await ReadAsync(response, type, cancellationToken);
    }

    /// <summary>What the gateway tells as server-sent events, until it ends.</summary>
    public async IAsyncEnumerable<T> WatchAsync<T>(string address, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        using var response = await SendAsync(HttpMethod.Get, address, null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var events = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize(data, type));
        await foreach (var item in events.EnumerateAsync(cancellationToken))
        {
            if (item.Data is { } told)
            {
                yield return told;
            }
        }
    }

    /// <summary>A successful answer, for the caller to dispose of.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string address,
        HttpContent? body,
        HttpCompletionOption completion,
        CancellationToken cancellationToken,
        bool maySendAgain = false,
        string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        request.Options.Set(SendingAgain.IsAllowed, maySendAgain || method == HttpMethod.Get || method == HttpMethod.Delete);
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
