using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Access;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var faults = new List<string>();
        Within(nameof(options.KeyRefresh), options.KeyRefresh, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Within(nameof(options.RotationGrace), options.RotationGrace, TimeSpan.Zero, TimeSpan.FromDays(30));
        Within(nameof(options.RequestsPerSecond), options.RequestsPerSecond, 1, 1_000_000);
        Within(nameof(options.Concurrency), options.Concurrency, 1, 100_000);
        faults.AddRange(options.Origins.Where(static origin => !IsOrigin(origin)).Select(static origin =>
            $"{AccessOptions.Section}:Origins holds '{origin}': give scheme, host and port alone, as in https://shop.example."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Within<T>(string option, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                faults.Add($"{AccessOptions.Section}:{option} is {value}; it must lie between {least} and {most}.");
            }
        }
    }

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.GetLeftPart(UriPartial.Authority) == origin;
}
