using Cluster.Domain.Outcomes;
using Cluster.Grains.Encoders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Grains.Tests.Encoders;

public sealed class EncoderRunTests : IDisposable
{
    private readonly EncoderRuns _runs = new(NullLogger<EncoderRuns>.Instance);
    private readonly ManualResetEventSlim _held = new();

    [Theory]
    [InlineData(EncoderRunKind.Verification, "a", EncoderRunKind.Verification, "being verified already")]
    [InlineData(EncoderRunKind.Verification, "b", EncoderRunKind.Verification, null)]
    [InlineData(EncoderRunKind.Verification, "b", EncoderRunKind.Tuning, "'a' is being verified here")]
    [InlineData(EncoderRunKind.Tuning, "a", EncoderRunKind.Tuning, "being tuned already")]
    [InlineData(EncoderRunKind.Tuning, "a", EncoderRunKind.Verification, "'a' is being tuned here")]
    [InlineData(EncoderRunKind.Tuning, "b", EncoderRunKind.Tuning, "'a' is being tuned here")]
    public async Task One_run_an_encoder_and_nothing_beside_one_that_measures(EncoderRunKind first, string other, EncoderRunKind second, string? conflict)
    {
        Assert.Null(_runs.Start("a", first, _ => _held.Wait(TestContext.Current.CancellationToken)));
        Assert.Equal((true, null), await _runs.OfAsync("a", first));
        var refused = _runs.Start(other, second, static _ => { });
        Assert.Equal(conflict is null ? null : FailureKind.Conflict, refused?.Kind);
        Assert.Contains(conflict ?? "", refused?.Detail ?? "", StringComparison.Ordinal);
        _held.Set();
        await OverAsync("a", first);
        if (conflict is null)
        {
            await OverAsync(other, second);
        }

        Assert.Null(_runs.Start("a", EncoderRunKind.Tuning, static _ => { }));
    }

    [Fact]
    public async Task Why_a_run_could_not_be_done_is_known_until_the_next_one()
    {
        Assert.Null(_runs.Start("a", EncoderRunKind.Tuning, static _ => throw new FailureException(FailureKind.ModelIncomplete, "it lacks a file")));
        Assert.Equal("it lacks a file", (await OverAsync("a", EncoderRunKind.Tuning))?.Detail);
        Assert.Null(_runs.Start("a", EncoderRunKind.Tuning, static _ => throw new InvalidOperationException("a bug")));
        Assert.Contains("a bug", (await OverAsync("a", EncoderRunKind.Tuning))!.Detail, StringComparison.Ordinal);
        Assert.Equal((false, null), await _runs.OfAsync("a", EncoderRunKind.Verification));
        Assert.Null(_runs.Start("a", EncoderRunKind.Tuning, static _ => { }));
        Assert.Null(await OverAsync("a", EncoderRunKind.Tuning));
    }

    [Fact]
    public async Task The_end_of_the_silo_ends_a_run()
    {
        using var begun = new ManualResetEventSlim();
        var runs = new EncoderRuns(NullLogger<EncoderRuns>.Instance);
        Assert.Null(runs.Start("a", EncoderRunKind.Tuning, ending =>
        {
            begun.Set();
            _held.Wait(ending);
        }));
        begun.Wait(TestContext.Current.CancellationToken);
        runs.Dispose();
        Assert.Contains("silo ended", (await OverAsync("a", EncoderRunKind.Tuning, runs))!.Detail, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _held.Set();
        _runs.Dispose();
    }

    private async Task<Failure?> OverAsync(string encoder, EncoderRunKind kind, EncoderRuns? runs = null)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            var (running, failure) = await (runs ?? _runs).OfAsync(encoder, kind);
            if (!running)
            {
                return failure;
            }

            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
