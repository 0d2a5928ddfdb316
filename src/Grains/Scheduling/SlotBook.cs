using Cluster.Contracts.Scheduling;
using Cluster.Domain.Identity;
using Cluster.Domain.Scheduling;

namespace Cluster.Grains.Scheduling;

/// <summary>
/// Who holds which slots, as far as silos and jobs have told lately. Where there are more jobs than slots, or one job's weight leaves nothing to another,
/// they take turns, so that none waits for the end of the others. Not safe for concurrent use.
/// </summary>
public sealed class SlotBook(TimeProvider time)
{
    /// <summary>Silos report every two seconds, jobs at least every supervision period.</summary>
    private static readonly TimeSpan SiloSilence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan JobSilence = TimeSpan.FromSeconds(30);

    /// <summary>How long a job waits with nothing before another makes room for it, and how long a job that got a slot keeps it. Many times what stopping and starting cost.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (SiloSlots Slots, long At)> _silos = new(StringComparer.Ordinal);
    private readonly Dictionary<JobId, JobEntry> _jobs = [];

    /// <summary>A silo tells what it can take on.</summary>
    public void Report(SiloSlots slots) => _silos[slots.Silo] = (slots, time.GetTimestamp());

    /// <summary>The encoders that silos can hold, by name; null while no silo is known.</summary>
    public IReadOnlyList<EncoderId>? Encoders()
    {
        Forget();
        return _silos.Count == 0 ? null : [.. _silos.Values.SelectMany(static silo => silo.Slots.Encoders).Distinct().OrderBy(static encoder => encoder.Value, StringComparer.Ordinal)];
    }

    /// <summary>A job is over or paused.</summary>
    public void Leave(JobId job) => _jobs.Remove(job);

    /// <summary>What a job may start or has to give up, now.</summary>
    public JobShare Share(JobDemand demand)
    {
        Forget();
        demand = demand with { Held = demand.Held.Where(held => _silos.ContainsKey(held.Key)).ToDictionary() };
        Note(demand);
        var held = demand.Held.Values.Sum();
        var fair = Fair(demand.Job);
        var grants = Grant(demand, Math.Min(demand.Wanted, fair - held));

        // What is granted counts as held until the job says otherwise, so that nobody else is given it meanwhile.
        Note(demand with { Wanted = demand.Wanted - grants.Count, Held = Added(demand.Held, grants) });
        return new JobShare(grants, Math.Max(0, held - fair), Idle());
    }

    private void Note(JobDemand demand)
    {
        var now = time.GetTimestamp();
        var entry = new JobEntry(demand, now, now);
        _jobs[demand.Job] = _jobs.TryGetValue(demand.Job, out var known) && (known.Holds, known.Waits) == (entry.Holds, entry.Waits) ? entry with { Since = known.Since } : entry;
    }

    private int Fair(JobId job)
    {
        // In an order that does not depend on who asks, so that every job is told the same division.
        var jobs = _jobs.Values.OrderBy(Rank).ThenBy(OrderInRank).ThenBy(static entry => entry.Demand.Job.Value, StringComparer.Ordinal).ToList();
        var demands = jobs
            .Select(static entry => entry.Demand)
            .Select(demand => new ShareDemand(demand.Weight, Math.Min(demand.Held.Values.Sum() + demand.Wanted, Capacity(demand.Encoder))))
            .ToList();
        var first = jobs.Count(entry => Rank(entry) <= 1);
        return FairShare.Divide(_silos.Values.Sum(static silo => silo.Slots.Slots), demands, first)[jobs.FindIndex(entry => entry.Demand.Job == job)];
    }

    /// <summary>0: its turn has just begun. 1: it has waited long enough. 2: its turn may end. 3: it has nothing and can wait.</summary>
    private int Rank(JobEntry entry)
    {
        var isLong = time.GetElapsedTime(entry.Since) >= Turn;
        return entry.Holds ? (isLong ? 2 : 0) : entry.Waits && isLong ? 1 : 3;
    }

    /// <summary>Who has waited longest comes first, and who has held longest comes last.</summary>
    private static long OrderInRank(JobEntry entry) => entry.Holds ? -entry.Since : entry.Since;

    private List<string> Grant(JobDemand demand, int count)
    {
        var holds = _silos.Keys.ToDictionary(static silo => silo, Holds);
        List<string> grants = [];
        while (grants.Count < count)
        {
            // The silo that is emptiest for its size comes first: that is how a new one takes load.
            var best = _silos.Values.Select(static silo => silo.Slots)
                .Where(silo => holds[silo.Silo] < silo.Slots && silo.Encoders.Contains(demand.Encoder))
                .OrderBy(silo => (double)holds[silo.Silo] / silo.Slots)
                .ThenBy(static silo => silo.Silo, StringComparer.Ordinal)
                .FirstOrDefault();
            if (best is null)
            {
                break;
            }

            holds[best.Silo]++;
            grants.Add(best.Silo);
        }

        return grants;
    }

    private int Holds(string silo) => _jobs.Values.Sum(job => job.Demand.Held.GetValueOrDefault(silo));

    private int Capacity(EncoderId encoder) => _silos.Values.Where(silo => silo.Slots.Encoders.Contains(encoder)).Sum(static silo => silo.Slots.Slots);

    private int Idle() => Math.Max(0, _silos.Values.Sum(static silo => silo.Slots.Slots) - _jobs.Values.Sum(static job => job.Demand.Held.Values.Sum() + job.Demand.Wanted));

    private static Dictionary<string, int> Added(IReadOnlyDictionary<string, int> held, List<string> grants)
    {
        Dictionary<string, int> sum = new(held, StringComparer.Ordinal);
        grants.ForEach(silo => sum[silo] = sum.GetValueOrDefault(silo) + 1);
        return sum;
    }

    private void Forget()
    {
        foreach (var (silo, entry) in _silos.ToList())
        {
            if (time.GetElapsedTime(entry.At) > SiloSilence)
            {
                _silos.Remove(silo);
            }
        }

        foreach (var (job, entry) in _jobs.ToList())
        {
            if (time.GetElapsedTime(entry.At) > JobSilence)
            {
                _jobs.Remove(job);
            }
        }
    }

    /// <summary>What a job told last.</summary>
    /// <param name="Demand">What it holds and wants.</param>
    /// <param name="At">When it told.</param>
    /// <param name="Since">Since when it holds something, waits with nothing, or neither.</param>
    private sealed record JobEntry(JobDemand Demand, long At, long Since)
    {
        public bool Holds => Demand.Held.Values.Any(static count => count > 0);

        public bool Waits => !Holds && Demand.Wanted > 0;
    }
}
