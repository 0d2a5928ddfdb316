using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cluster.Bench.Gateway;

/// <summary>Starts load generators beside the gateway.</summary>
internal static class Load
{
    /// <summary>How results travel: a second without an accepted request has no percentile.</summary>
    public static readonly JsonSerializerOptions Json = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Runs one phase to its end.</summary>
    public static async Task<LoadResult> RunAsync(Uri address, double rate, double seconds, string bodies) => (await RunAsync(address, bodies, (rate, seconds)))[0];

    /// <summary>Runs phases, one after another without a pause.</summary>
    public static async Task<IReadOnlyList<LoadResult>> RunAsync(Uri address, string bodies, params IEnumerable<(double Rate, double Seconds)> phases)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };

        // What is measured is the gateway: the one who measures is not to be stopped by collections of its own.
        start.Environment["DOTNET_GCgen0size"] = "0x4000000";
        foreach (var argument in (string[])["load", address.AbsoluteUri, bodies, .. phases.Select(static phase => string.Create(CultureInfo.InvariantCulture, $"{phase.Rate}:{phase.Seconds}"))])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<LoadResult[]>(said, Json) ?? throw new InvalidOperationException("The load generator said nothing.");
    }
}
