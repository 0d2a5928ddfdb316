using Cluster.Contracts.Scheduling;
using Cluster.Domain.Identity;
using Cluster.Domain.Scheduling;

namespace Cluster.Grains.Scheduling;

/// <summary>Who holds which slots, as far as silos and jobs have told lately. Not safe for concurrent use.</summary>
public sealed class SlotBook(TimeProvider time)
{
    /// <summary>Silos report every two seconds, jobs at least every supervision period.</summary>
    private static readonly TimeSpan SiloSilence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan JobSilence = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (SiloSlots Slots, long At)> _silos = new(StringComparer.Ordinal);
    private readonly Dictionary<JobId, (JobDemand Demand, long At)> _jobs = [];

    /// <summary>A silo tells what it can take on.</summary>
    public void Report(SiloSlots slots) => _silos[slots.Silo] = (slots, time.GetTimestamp());

    /// <summary>A job is over or paused.</summary>
    public void Leave(JobId job) => _jobs.Remove(job);

    /// <summary>What a job may start or has to give up, now.</summary>
    public JobShare Share(JobDemand demand)
    {
        Forget();
        demand = demand with { Held = demand.Held.Where(held => _silos.ContainsKey(held.Key)).ToDictionary() };
        _jobs[demand.Job] = (demand, time.GetTimestamp());
        var held = demand.Held.Values.Sum();
        var fair = Fair(demand.Job);
        var grants = Grant(demand, Math.Min(demand.Wanted, fair - held));

        // What is granted counts as held until the job says otherwise, so that nobody else is given it meanwhile.
        _jobs[demand.Job] = (demand with { Wanted = demand.Wanted - grants.Count, Held = Added(demand.Held, grants) }, time.GetTimestamp());
        return new JobShare(grants, Math.Max(0, held - fair), Idle());
    }

    private int Fair(JobId job)
    {
        // In a fixed order, so that every job is told the same division.
        var jobs = _jobs.OrderBy(static entry => entry.Key.Value, StringComparer.Ordinal).ToList();
        var demands = jobs
            .Select(entry => entry.Value.Demand)
            .Select(demand => new ShareDemand(demand.Weight, Math.Min(demand.Held.Values.Sum() + demand.Wanted, Capacity(demand.Encoder))))
            .ToList();
        return FairShare.Divide(_silos.Values.Sum(static silo => silo.Slots.Slots), demands)[jobs.FindIndex(entry => entry.Key == job)];
    }

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
}
