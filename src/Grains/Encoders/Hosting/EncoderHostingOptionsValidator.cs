using System.Globalization;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Encoders.Hosting;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class EncoderHostingOptionsValidator : IValidateOptions<EncoderHostingOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, EncoderHostingOptions options)
    {
        List<string> faults = [];
        Span(nameof(options.MinResidency), options.MinResidency, TimeSpan.Zero, TimeSpan.FromHours(1));
        Span(nameof(options.RoomPatience), options.RoomPatience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Span(nameof(options.CanaryPeriod), options.CanaryPeriod, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Span(nameof(options.CanaryPatience), options.CanaryPatience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        if (options.LeastCosine is not (>= 0.5 and <= 1))
        {
            faults.Add($"{EncoderHostingOptions.Section}:LeastCosine is {options.LeastCosine}; it must be from 0.5 to 1.");
        }

        foreach (var (device, memory) in options.Devices)
        {
            if (memory < 0 || !IsDevice(device))
            {
                faults.Add($"{EncoderHostingOptions.Section}:Devices:{device} is {memory}; a device is 'cpu' or 'cuda:' and an ordinal, its memory in MiB 0 or more.");
            }
        }

        faults.AddRange(options.Memory.Where(static encoder => encoder.Value < 1)
            .Select(static encoder => $"{EncoderHostingOptions.Section}:Memory:{encoder.Key} is {encoder.Value}; it must be 1 MiB or more."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Span(string key, TimeSpan value, TimeSpan low, TimeSpan high)
        {
            if (value < low || value > high)
            {
                faults.Add($"{EncoderHostingOptions.Section}:{key} is {value}; it must be from {low} to {high}.");
            }
        }
    }

    private static bool IsDevice(string name) => name == EncoderDevices.Processor || (name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
