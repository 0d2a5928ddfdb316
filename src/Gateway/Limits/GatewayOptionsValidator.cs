using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Limits;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        Within(nameof(options.MaxImageBytes), options.MaxImageBytes, 1_024, 1_073_741_824);
        Within(nameof(options.MaxRequestBytes), options.MaxRequestBytes, 1_024, 1_073_741_824);
        Within(nameof(options.MaxTextLength), options.MaxTextLength, 1, 100_000);
        Within(nameof(options.MaxHits), options.MaxHits, 1, 10_000);
        Within(nameof(options.MaxExamples), options.MaxExamples, 0, 900);
        Within(nameof(options.RequestTimeout), options.RequestTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within(nameof(options.QueryPatience), options.QueryPatience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Within(nameof(options.JobEventInterval), options.JobEventInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        Within(nameof(options.TextCacheBytes), options.TextCacheBytes, 0, 64L * 1024 * 1024 * 1024);
        Within(nameof(options.MaxWorking), options.MaxWorking, 1, 10_000);
        Within(nameof(options.MaxQueued), options.MaxQueued, 0, 100_000);
        Within(nameof(options.QueuePatience), options.QueuePatience, TimeSpan.Zero, TimeSpan.FromHours(1));
        Within(nameof(options.MaxBodyBytesAtOnce), options.MaxBodyBytesAtOnce, 1024L * 1024, 1024L * 1024 * 1024 * 1024);
        Within(nameof(options.MaxConnections), options.MaxConnections, 1, 1_000_000);
        Within(nameof(options.HeadersTimeout), options.HeadersTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        if (options.AllowedHosts.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add($"{GatewayOptions.Section}:AllowedHosts holds an empty name: give host names, '*' for any, or leave it out for the loopback names.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Within<T>(string option, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                faults.Add($"{GatewayOptions.Section}:{option} is {value}; it must lie between {least} and {most}.");
            }
        }
    }
}
