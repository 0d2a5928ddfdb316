using Microsoft.Extensions.Options;

namespace Cluster.Imaging;

internal sealed class ImagingOptionsValidator : IValidateOptions<ImagingOptions>
{
    // A decoded picture of four bytes a pixel has to fit one buffer.
    private const long MostPixels = 500_000_000;

    public ValidateOptionsResult Validate(string? name, ImagingOptions options)
    {
        List<string> faults = [];
        Check(options.MaxPixels is >= 1 and <= MostPixels, nameof(options.MaxPixels), options.MaxPixels, $"1 to {MostPixels} pixels");
        Check(options.MaxBytes is >= 1 and <= int.MaxValue, nameof(options.MaxBytes), options.MaxBytes, $"1 to {int.MaxValue} bytes");
        Check(options.MinSide >= 1, nameof(options.MinSide), options.MinSide, "at least 1 pixel");
        Check(options.MaxAspect >= 1, nameof(options.MaxAspect), options.MaxAspect, "at least 1");
        Check(options.MaxFrames >= 1, nameof(options.MaxFrames), options.MaxFrames, "at least 1");
        Check(options.MaxDecodeTime > TimeSpan.Zero, nameof(options.MaxDecodeTime), options.MaxDecodeTime, "a time above zero");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool holds, string key, object value, string wanted)
        {
            if (!holds)
            {
                faults.Add(FormattableString.Invariant($"{ImagingOptions.Section}:{key} is {value}; give {wanted}."));
            }
        }
    }
}
