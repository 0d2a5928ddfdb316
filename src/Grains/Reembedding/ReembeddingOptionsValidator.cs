using Microsoft.Extensions.Options;

namespace Cluster.Grains.Reembedding;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class ReembeddingOptionsValidator : IValidateOptions<ReembeddingOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ReembeddingOptions options)
    {
        List<string> faults = [];
        Within(nameof(options.Supervision), options.Supervision, TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(1));
        Within(nameof(options.DrainTime), options.DrainTime, TimeSpan.Zero, TimeSpan.FromHours(1));
        Within(nameof(options.MaxLag), options.MaxLag, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Within(nameof(options.ShadowTime), options.ShadowTime, TimeSpan.Zero, TimeSpan.FromHours(1));
        Within(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.Zero, TimeSpan.FromHours(1));
        Within(nameof(options.Parallel), options.Parallel, 1, 256);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Within<T>(string option, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                faults.Add($"{ReembeddingOptions.Section}:{option} is {value}; it must lie between {least} and {most}.");
            }
        }
    }
}
