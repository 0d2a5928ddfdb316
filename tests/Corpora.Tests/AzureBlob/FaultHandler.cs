using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace Cluster.Corpora.Tests.AzureBlob;

/// <summary>Spoils answers of a real service on their way: busy answers, bodies that break off, and whatever a test wants to do in between.</summary>
public sealed class FaultHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private int _requests;

    /// <summary>Requests seen, each attempt counted.</summary>
    public int Requests => _requests;

    /// <summary>Bodies of blobs asked for: the first byte of each, in order.</summary>
    public ConcurrentQueue<long> Reads { get; } = [];

    /// <summary>Which requests are answered 503, by number from 1.</summary>
    public Func<int, bool> Busy { get; set; } = static _ => false;

    /// <summary>After how many bytes the body of an answer breaks off, by request number; null for whole.</summary>
    public Func<int, int?> BreakAfter { get; set; } = static _ => null;

    /// <summary>What happens behind a read of a blob, before its body is read.</summary>
    public Func<Task> Meanwhile { get; set; } = static () => Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _requests);
        if (request.Method == HttpMethod.Get && !request.RequestUri!.Query.Contains("comp=", StringComparison.Ordinal))
        {
            var range = request.Headers.Range ?? RangeHeaderValue.Parse(request.Headers.TryGetValues("x-ms-range", out var values) ? values.Single() : "bytes=0-");
            Reads.Enqueue(range.Ranges.Single().From!.Value);
        }

        if (Busy(number))
        {
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request };
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Get && BreakAfter(number) is { } bytes)
        {
            var body = new StreamContent(new BreakingStream(await response.Content.ReadAsStreamAsync(cancellationToken), bytes));
            foreach (var (name, values) in response.Content.Headers)
            {
                body.Headers.TryAddWithoutValidation(name, values);
            }

            response.Content = body;
        }

        if (request.Method == HttpMethod.Get && !request.RequestUri!.Query.Contains("comp=list", StringComparison.Ordinal))
        {
            await Meanwhile();
        }

        return response;
    }
}
