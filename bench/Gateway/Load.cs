using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cluster.Bench.Gateway;

/// <summary>Starts load generators beside the gateway.</summary>
internal static class Load
{
    /// <summary>How results travel: a second without an accepted request has no percentile.</summary>
    public static readonly JsonSerializerOptions Json = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Runs one to its end.</summary>
    public static async Task<LoadResult> RunAsync(Uri address, double rate, double seconds, string bodies)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["load", address.AbsoluteUri, rate.ToString(CultureInfo.InvariantCulture), seconds.ToString(CultureInfo.InvariantCulture), bodies])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<LoadResult>(said, Json) ?? throw new InvalidOperationException("The load generator said nothing.");
    }
}
