using Cluster.Contracts.Partitions;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Jobs;

public sealed class OrphanTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PartitionWindow _window;

    public OrphanTests()
    {
        _window = new PartitionWindow(_time);
        _window.Follow([.. Enumerable.Range(0, 6).Select(static ordinal => new CorpusPartition(ordinal, "a", "z", 100))]);
    }

    [Fact]
    public void Partitions_of_a_dead_silo_are_leased_anew_until_they_are_at_work_elsewhere()
    {
        Work(0, "a");
        Work(1, "dead");
        Assert.Equal([1], Orphans("dead"));

        // It could not be reached, and is tried again, silo or no silo.
        _window.Rest(_window.Find(1)!, TimeSpan.FromSeconds(1));
        Assert.Equal([1], Orphans());
        Work(1, "b");
        Assert.Empty(Orphans("dead"));
    }

    [Fact]
    public void Where_slots_have_become_fewer_those_that_lost_their_silo_are_the_last_to_make_room()
    {
        Work(0, "a");
        Work(1, "dead");
        Work(2, "a");
        Orphans("dead");
        Work(1, "b");
        Assert.Equal([2, 0], _window.Newest(2).Select(static watch => watch.Partition.Ordinal));
    }

    [Fact]
    public void A_job_that_has_woken_starts_first_what_lost_its_silo()
    {
        _window.Find(4)!.IsOrphan = true;
        Assert.Equal([4, 0, 1, 2, 3, 5], _window.Startable().Select(static watch => watch.Partition.Ordinal));
    }

    [Fact]
    public void No_more_are_leased_anew_than_the_job_may_have_at_work()
    {
        Work(0, "a");
        Work(1, "dead");
        Work(2, "dead");
        Assert.Equal([1], Orphans(["dead"], most: 2));
    }

    private void Work(int ordinal, string silo)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        _window.Hear(new PartitionStatus(new PartitionId(new JobId("job"), ordinal), PartitionPhase.Running, default(OutcomeCounts)) { Silo = silo });
    }

    private IEnumerable<int> Orphans(params string[] dead) => Orphans(dead, int.MaxValue);

    private IEnumerable<int> Orphans(string[] dead, int most) => _window.Orphans(dead.ToHashSet(), most).Select(static watch => watch.Partition.Ordinal);
}
