using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cluster.Bench.Gateway;

/// <summary>
/// Sends requests at a rate that does not heed the answers (an open loop), from a process of its own. Bodies come line by line from a file and are taken in turn.
/// It shares the cores with what it measures, so it does as little as it can: threads that wait in the kernel, each on a connection of its own.
/// </summary>
/// <remarks>A program that has just started compiles its own code while it sends, so it warms up first, and what it sees then is not told.</remarks>
internal sealed class LoadGenerator(Uri address, string[] bodies)
{
    private const double WarmRate = 200;
    private const double WarmSeconds = 2;
    private const int MostOpen = 400;
    private const double MostLate = 0.01;
    private const int Held = -1;

    private readonly byte[][] _requests = [.. bodies.Select(body => RawConnection.Post(address, body))];

    /// <summary>
    /// Arguments: address, file of bodies, then phases that follow one another without a pause, each as requests a second and seconds: <c>800:60</c>.
    /// Prints a list of <see cref="LoadResult"/> as JSON.
    /// </summary>
    public static int Run(string[] args)
    {
        var load = new LoadGenerator(new Uri(args[0]), File.ReadAllLines(args[1]));
        var phases = args.Skip(2).Select(static phase => phase.Split(':').Select(static number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToList();

        // Enough that one is free whenever a request is due; no more, so that connections stay warm.
        var senders = (int)Math.Clamp(phases.Max(static phase => phase[0]) / 5, 16, MostOpen);
        load.Send(senders, [[WarmRate, WarmSeconds]]);
        Console.WriteLine(JsonSerializer.Serialize(load.Send(senders, phases), Load.Json));
        return 0;
    }

    /// <summary>The value that a share of the values lies at or below; NaN for none.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length == 0 ? double.NaN : ordered[Math.Min(ordered.Length - 1, (int)Math.Ceiling(share * ordered.Length) - 1)];
    }

    private List<LoadResult> Send(int senders, List<double[]> phases)
    {
        // When each request is due, phase behind phase.
        var due = new List<(int Phase, double At)>();
        var begin = 0.0;
        var begins = new List<double>();
        for (var phase = 0; phase < phases.Count; phase++)
        {
            var (rate, seconds) = (phases[phase][0], phases[phase][1]);
            due.AddRange(Enumerable.Range(0, (int)(rate * seconds)).Select(i => (phase, begin + (i / rate))));
            begins.Add(begin);
            begin += seconds;
        }

        var answers = new ConcurrentBag<(int Phase, double At, double Milliseconds, int Status)>();
        var next = -1;
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, senders).Select(_ => new Thread(SendAll, maxStackSize: 256 * 1024)).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        return [.. phases.Select((phase, i) => Count(answers.Where(answer => answer.Phase == i).ToList(), begins[i], phase[1]))];

        void SendAll()
        {
            using var never = new ManualResetEventSlim();
            using var connection = new RawConnection(address);
            for (int i; (i = Interlocked.Increment(ref next)) < due.Count;)
            {
                var (phase, at) = due[i];

                // Who comes late, because all were waiting for answers, has kept its request waiting, and that counts; who comes too late does not send it.
                var start = at;
                var early = at - clock.Elapsed.TotalSeconds;
                if (early > 0)
                {
                    never.Wait(TimeSpan.FromMilliseconds(Math.Ceiling(early * 1_000)));
                    start = clock.Elapsed.TotalSeconds;
                }
                else if (early < -MostLate)
                {
                    answers.Add((phase, at, 0, Held));
                    continue;
                }

                var status = connection.Exchange(_requests[i % _requests.Length]);
                answers.Add((phase, at, (clock.Elapsed.TotalSeconds - start) * 1_000, status));
            }
        }
    }

    private static LoadResult Count(List<(int Phase, double At, double Milliseconds, int Status)> all, double begin, double seconds)
    {
        var ok = all.Where(static one => one.Status == 200).ToList();
        var whole = Enumerable.Range(0, (int)Math.Ceiling(seconds)).ToList();
        return new LoadResult(
            all.Count(static one => one.Status != Held),
            all.Count(static one => one.Status == Held),
            ok.Count,
            all.Count(static one => one.Status is 429 or 503),
            all.Count(static one => one.Status is not (200 or 429 or 503 or Held)),
            Percentile(ok.Select(static one => one.Milliseconds), 0.5),
            Percentile(ok.Select(static one => one.Milliseconds), 0.99),
            [.. whole.Select(second => Percentile(ok.Where(one => (int)(one.At - begin) == second).Select(static one => one.Milliseconds), 0.99))],
            [.. whole.Select(second => all.Count(one => (int)(one.At - begin) == second && one.Status != 200))]);
    }
}
