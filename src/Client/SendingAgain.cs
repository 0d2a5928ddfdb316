using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Cluster.Client;

/// <summary>
/// What is sent again, and when: what was turned away (429, 503) or lost, up to three times, after as long as the gateway says or a little longer each time.
/// What creates something goes under an <c>Idempotency-Key</c>, so that it is made once. Keys are not sent again, since a secret is shown only once, nor is
/// what steers (pause, cancel, rotate).
/// </summary>
internal static class SendingAgain
{
    /// <summary>Set on requests that change nothing, or the same thing, when they are sent again.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsAllowed = new("cluster.may-send-again");

    public static IHttpClientBuilder AddSendingAgain(this IHttpClientBuilder builder)
    {
        builder.AddResilienceHandler("cluster", static pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(200),
            ShouldRetryAfterHeader = true,
            ShouldHandle = static attempt => ValueTask.FromResult(
                attempt.Context.GetRequestMessage() is { } request && request.Options.TryGetValue(IsAllowed, out var allowed) && allowed
                && (attempt.Outcome.Exception is HttpRequestException
                    || attempt.Outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway)),
        }));
        return builder;
    }
}
