using Cluster.Contracts.Scheduling;
using Cluster.Domain.Identity;
using Cluster.Grains.Scheduling;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Scheduling;

public sealed class SlotShareTests
{
    private static readonly EncoderId Clip = new("clip");
    private readonly FakeTimeProvider _time = new();
    private readonly SlotBook _book;

    public SlotShareTests() => _book = new SlotBook(_time);

    [Theory]
    [InlineData(1, 1, 8, 8)]
    [InlineData(3, 1, 12, 4)]
    [InlineData(1, 0.25, 13, 3)]
    public void Jobs_share_the_slots_by_weight(double one, double other, int ofOne, int ofOther)
    {
        Report("a", 8);
        Report("b", 8);
        var (first, second) = (Share("first", one, 100), 0);

        // The first has taken all there was; the second asks, and the first gives up what is above its share.
        Assert.Equal(16, first.Grants.Count);
        Assert.Empty(Share("second", other, 100).Grants);
        var again = Share("first", one, 100, first.Grants);
        Assert.Equal(16 - ofOne, again.Surplus);
        second = Share("second", other, 100, [], ("first", one, [.. first.Grants.Take(ofOne)])).Grants.Count;
        Assert.Equal(ofOther, second);
    }

    [Fact]
    public void A_job_that_wants_little_leaves_the_rest_to_the_others()
    {
        Report("a", 4);
        Assert.Single(Share("small", 100, 1).Grants);
        Assert.Equal(3, Share("large", 0.01, 100).Grants.Count);
    }

    [Fact]
    public void A_new_silo_comes_first_and_one_that_drains_or_is_silent_gets_nothing()
    {
        Report("a", 4);
        var held = Share("job", 1, 2).Grants;
        Report("b", 4);
        Assert.Equal(["b", "b"], Share("job", 1, 2, held).Grants);
        Report("b", 0);
        Assert.All(Share("job", 1, 4, held).Grants, static silo => Assert.Equal("a", silo));
        _time.Advance(TimeSpan.FromSeconds(11));
        Report("b", 4);
        Assert.All(Share("other", 1, 8).Grants, static silo => Assert.Equal("b", silo));
    }

    [Fact]
    public void What_a_silent_job_held_is_free_again()
    {
        Report("a", 2);
        Assert.Equal(2, Share("gone", 1, 2).Grants.Count);
        Assert.Empty(Share("waiting", 0.5, 2).Grants);
        _time.Advance(TimeSpan.FromSeconds(31));
        Report("a", 2);
        Assert.Equal(2, Share("waiting", 0.5, 2).Grants.Count);
    }

    private void Report(string silo, int slots) => _book.Report(new SiloSlots(silo, slots, [Clip]));

    private JobShare Share(string job, double weight, int wanted, IReadOnlyList<string>? held = null, (string Job, double Weight, IReadOnlyList<string> Held)? before = null)
    {
        if (before is { } first)
        {
            Share(first.Job, first.Weight, 0, first.Held);
        }

        var holds = (held ?? []).GroupBy(static silo => silo).ToDictionary(static silo => silo.Key, static silo => silo.Count());
        return _book.Share(new JobDemand(new JobId(job), Clip, weight, wanted, holds));
    }
}
