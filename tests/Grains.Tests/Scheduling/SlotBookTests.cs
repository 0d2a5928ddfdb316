using Cluster.Contracts.Scheduling;
using Cluster.Domain.Identity;
using Cluster.Grains.Scheduling;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Scheduling;

public sealed class SlotBookTests
{
    private const string Silo = "silo";
    private static readonly EncoderId Encoder = new("e");
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly SlotBook _book;
    private readonly Dictionary<string, Job> _jobs = [];

    public SlotBookTests() => _book = new SlotBook(_time);

    [Fact]
    public void Where_there_are_more_jobs_than_slots_none_waits_for_the_end_of_another()
    {
        // The last by name is the one that a fixed order would never serve.
        Add("a", "b", "z");
        Run(TimeSpan.FromMinutes(10), slots: 2);
        foreach (var (name, job) in _jobs)
        {
            Assert.True(job.LongestWait <= 2 * Turn, $"{name} waited {job.LongestWait}");
            Assert.True(job.ShortestTurn >= Turn - Step, $"{name} was stopped after {job.ShortestTurn}");
            Assert.InRange(job.Served, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(8));
        }
    }

    [Fact]
    public void Ten_jobs_on_two_slots_each_get_their_turn()
    {
        Add([.. Enumerable.Range(0, 10).Select(static i => $"j{i}")]);
        Run(TimeSpan.FromMinutes(20), slots: 2);
        Assert.All(_jobs.Values, static job => Assert.InRange(job.Served, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(6)));
        Assert.All(_jobs.Values, job => Assert.True(job.ShortestTurn >= Turn - Step, $"{job.ShortestTurn}"));
    }

    [Fact]
    public void A_small_job_that_comes_while_large_ones_hold_all_slots_begins_within_two_turns()
    {
        Add("large-1", "large-2");
        Run(TimeSpan.FromMinutes(3), slots: 2);
        Add("tiny");
        Run(2 * Turn, slots: 2);
        Assert.True(_jobs["tiny"].Served > TimeSpan.Zero, "it was never served");
    }

    [Fact]
    public void Where_each_job_has_a_slot_nobody_is_stopped()
    {
        Add("a", "b");
        Run(TimeSpan.FromMinutes(5), slots: 4);
        Assert.All(_jobs.Values, static job => Assert.Equal((2, TimeSpan.MaxValue), (job.Held, job.ShortestTurn)));
    }

    [Fact]
    public void A_job_whose_weight_leaves_it_nothing_gets_a_slot_for_a_turn_now_and_then()
    {
        _jobs["heavy"] = new Job(100);
        _jobs["light"] = new Job(1);
        Run(TimeSpan.FromMinutes(10), slots: 4);
        Assert.InRange(_jobs["light"].Served, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(7));
        Assert.InRange(_jobs["heavy"].Held, 3, 4);
    }

    private void Add(params string[] names)
    {
        foreach (var name in names)
        {
            _jobs[name] = new Job(1);
        }
    }

    /// <summary>Jobs that never end ask every second and do as they are told.</summary>
    private void Run(TimeSpan length, int slots)
    {
        for (var end = _time.GetUtcNow() + length; _time.GetUtcNow() < end; _time.Advance(Step))
        {
            _book.Report(new SiloSlots(Silo, slots, [Encoder]));
            foreach (var (name, job) in _jobs)
            {
                var held = job.Held > 0 ? new Dictionary<string, int> { [Silo] = job.Held } : [];
                var share = _book.Share(new JobDemand(new JobId(name), Encoder, job.Weight, 8, held));
                job.Move(share.Grants.Count - share.Surplus, _time.GetUtcNow());
            }

            Assert.InRange(_jobs.Values.Sum(static job => job.Held), 0, slots);
        }
    }

    private sealed class Job(double weight)
    {
        private DateTimeOffset? _began;
        private DateTimeOffset? _waitsSince;

        public double Weight => weight;

        public int Held { get; private set; }

        public TimeSpan LongestWait { get; private set; }

        public TimeSpan ShortestTurn { get; private set; } = TimeSpan.MaxValue;

        public TimeSpan Served { get; private set; }

        public void Move(int change, DateTimeOffset now)
        {
            var before = Held;
            Held += change;
            Served += Held > 0 ? Step : TimeSpan.Zero;
            if (Held > 0)
            {
                _began = before > 0 ? _began : now;
                _waitsSince = null;
                return;
            }

            if (before > 0 && now - _began < ShortestTurn)
            {
                ShortestTurn = now - _began!.Value;
            }

            _waitsSince ??= now;
            LongestWait = now - _waitsSince > LongestWait ? now - _waitsSince.Value : LongestWait;
        }
    }
}
