using System.Diagnostics;
using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Cluster.Corpora.AzureBlob;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Corpora.Tests.AzureBlob;

/// <summary>All requests to an account go through one budget, and a busy account stops them all.</summary>
public sealed class RequestBudgetTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Answers _answers = new();

    public void Dispose() => _answers.Dispose();

    [Fact]
    public async Task Busy_account_gets_no_request_at_all_until_the_time_that_it_asks_for()
    {
        using var budget = new RequestBudget(100_000, TimeSpan.FromSeconds(1), _time);
        _answers.Next = static () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { { "Retry-After", "7" } } };
        await SendAsync(budget);
        _answers.Next = static () => new HttpResponseMessage(HttpStatusCode.OK);
        Task[] waiting = [.. Enumerable.Range(0, 20).Select(_ => SendAsync(budget))];
        _time.Advance(TimeSpan.FromSeconds(6.9));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(1, _answers.Count);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(21, _answers.Count);
    }

    [Fact]
    public async Task Account_that_stays_busy_and_does_not_say_how_long_is_asked_after_a_growing_while()
    {
        using var budget = new RequestBudget(100_000, TimeSpan.FromSeconds(1), _time);
        _answers.Next = static () => new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        await SendAsync(budget);
        foreach (var pause in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            var before = _answers.Count;
            var next = SendAsync(budget);
            _time.Advance(TimeSpan.FromSeconds(pause - 0.1));
            await Task.Delay(20, TestContext.Current.CancellationToken);
            Assert.Equal(before, _answers.Count);
            _time.Advance(TimeSpan.FromSeconds(0.2));
            await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task No_more_requests_leave_than_the_budget_allows()
    {
        const int EachSecond = 50;
        using var budget = new RequestBudget(EachSecond, TimeSpan.FromSeconds(1), TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        _ = Enumerable.Range(0, 200).Select(_ => SendAsync(budget)).ToList();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var (sent, elapsed) = (_answers.Count, Stopwatch.GetElapsedTime(began));
        Assert.InRange(sent, 1, (int)((elapsed.TotalSeconds + 0.2) * EachSecond));
    }

    private async Task SendAsync(RequestBudget budget)
    {
        var pipeline = HttpPipelineBuilder.Build(new Plain { Transport = new HttpClientTransport(new HttpClient(_answers, disposeHandler: false)), Retry = { MaxRetries = 0 } }, budget);
        using var message = pipeline.CreateMessage();
        message.Request.Uri.Reset(new Uri("http://account.example/c/b"));
        message.Request.Method = RequestMethod.Get;
        await pipeline.SendAsync(message, CancellationToken.None);
    }

    private sealed class Plain : ClientOptions;

    private sealed class Answers : HttpMessageHandler
    {
        private int _count;

        public int Count => _count;

        public Func<HttpResponseMessage> Next { get; set; } = static () => new HttpResponseMessage(HttpStatusCode.OK);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return Task.FromResult(Next());
        }
    }
}
