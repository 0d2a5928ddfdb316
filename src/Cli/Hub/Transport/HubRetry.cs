using System.Globalization;
using System.Net;
using Polly;
using Polly.Retry;

namespace Cluster.Cli.Hub.Transport;

/// <summary>What is tried again, and after how long: passing faults of the network and of the hub.</summary>
internal static class HubRetry
{
    private const int Attempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Tries again with rising pauses, or after the pause that the hub asks for (a minute at most).</summary>
    public static ResiliencePipeline Create(TimeProvider time, Action<string> note) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } fault && IsPassing(fault)),
            MaxRetryAttempts = Attempts,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstPause,
            MaxDelay = LongestPause,
            OnRetry = arguments =>
            {
                note(string.Create(CultureInfo.InvariantCulture, $"The hub did not answer well ({arguments.Outcome.Exception?.Message}); trying again in {arguments.RetryDelay.TotalSeconds:F1} s."));
                return ValueTask.CompletedTask;
            },
            DelayGenerator = static arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is HubStatusException { RetryAfter: { } asked } ? Least(asked) : (TimeSpan?)null),
        })
        .Build();

    /// <summary>Whether the same request may succeed later.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        HubStatusException answer => answer.Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };

    private static TimeSpan Least(TimeSpan asked) => asked < TimeSpan.Zero ? TimeSpan.Zero : asked > LongestPause ? LongestPause : asked;
}
