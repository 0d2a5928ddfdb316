using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cluster.Bench.Gateway;

/// <summary>
/// Sends requests at a rate that does not heed the answers (an open loop), from a process of its own. Bodies come line by line from a file and are taken in turn.
/// </summary>
internal static class LoadGenerator
{
    private const int MostOpen = 1_000;

    /// <summary>Arguments: address, requests a second, seconds, file of bodies. Prints a <see cref="LoadResult"/> as JSON.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (address, rate, seconds) = (new Uri(args[0]), double.Parse(args[1]), double.Parse(args[2]));
        var bodies = File.ReadAllLines(args[3]).Select(Encoding.UTF8.GetBytes).ToArray();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = MostOpen, UseProxy = false, UseCookies = false };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
        var taken = new List<(double At, double Milliseconds, int Status)>((int)(rate * seconds) + 1);
        long sent = 0, held = 0;
        var open = 0;
        var pending = new List<Task>();
        var clock = Stopwatch.StartNew();
        for (long due = 0; due < rate * seconds;)
        {
            var now = clock.Elapsed.TotalSeconds;
            for (; due <= now * rate && due < rate * seconds; due++)
            {
                if (Volatile.Read(ref open) >= MostOpen)
                {
                    held++;
                    continue;
                }

                sent++;
                Interlocked.Increment(ref open);
                pending.Add(OneAsync(bodies[due % bodies.Length]));
            }

            await Task.Delay(1);
        }

        await Task.WhenAll(pending);
        var ok = taken.Where(static one => one.Status == 200).ToList();
        var result = new LoadResult(
            sent,
            held,
            ok.Count,
            taken.Count(static one => one.Status is 429 or 503),
            taken.Count(static one => one.Status is not (200 or 429 or 503)),
            Percentile(ok.Select(static one => one.Milliseconds), 0.5),
            Percentile(ok.Select(static one => one.Milliseconds), 0.99),
            [.. Enumerable.Range(0, (int)Math.Ceiling(seconds)).Select(second => Percentile(ok.Where(one => (int)one.At == second).Select(static one => one.Milliseconds), 0.99))]);
        Console.WriteLine(JsonSerializer.Serialize(result, Load.Json));
        return 0;

        async Task OneAsync(byte[] body)
        {
            var start = clock.Elapsed;
            var status = 0;
            try
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await http.PostAsync(address, content);
                await answer.Content.CopyToAsync(Stream.Null);
                status = (int)answer.StatusCode;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                status = (int)HttpStatusCode.RequestTimeout;
            }

            var took = clock.Elapsed - start;
            Interlocked.Decrement(ref open);
            lock (taken)
            {
                taken.Add((start.TotalSeconds, took.TotalMilliseconds, status));
            }
        }
    }

    /// <summary>The value that a share of the values lies at or below; NaN for none.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length == 0 ? double.NaN : ordered[Math.Min(ordered.Length - 1, (int)Math.Ceiling(share * ordered.Length) - 1)];
    }
}
