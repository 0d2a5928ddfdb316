using Cluster.Domain.Outcomes;
using Cluster.Gateway.Limits;

namespace Cluster.Gateway.Tests.Limits;

public sealed class QueryPatienceTests
{
    private readonly QueryPatience _patience = new(
        Microsoft.Extensions.Options.Options.Create(new GatewayOptions { QueryPatience = TimeSpan.FromSeconds(1) }), TimeProvider.System);

    [Fact]
    public async Task A_query_whose_silo_dies_is_asked_again()
    {
        var asked = 0;
        Assert.Equal(42, await _patience.AskAsync(
            _ => ++asked switch
            {
                1 => throw new OrleansException("the silo is gone"),
                2 => Task.FromException<int>(new FailureException(FailureKind.Unsettled, "no shard yet")),
                _ => Task.FromResult(42),
            },
            TestContext.Current.CancellationToken));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_silo_that_does_not_answer_at_all_costs_a_third_of_the_patience_and_then_another_is_asked()
    {
        var asked = 0;
        var never = new TaskCompletionSource<int>();
        Assert.Equal(42, await _patience.AskAsync(_ => ++asked == 1 ? never.Task : Task.FromResult(42), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task When_the_patience_is_spent_the_query_is_refused_with_the_advice_to_ask_later()
    {
        var fault = await Assert.ThrowsAsync<FailureException>(() => _patience.AskAsync<int>(
            static _ => throw new OrleansException("the silo is gone"), TestContext.Current.CancellationToken));
        Assert.Equal(FailureKind.Unavailable, fault.Failure.Kind);
        Assert.IsType<OrleansException>(fault.InnerException);
    }

    [Fact]
    public async Task What_an_answer_says_is_not_asked_twice()
    {
        var asked = 0;
        await Assert.ThrowsAsync<FailureException>(() => _patience.AskAsync<int>(
            _ =>
            {
                asked++;
                throw new FailureException(FailureKind.Overloaded, "full");
            },
            TestContext.Current.CancellationToken));
        Assert.Equal(1, asked);
    }
}
