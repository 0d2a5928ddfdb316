using System.Globalization;
using Cluster.Grains.Encoders.Hosting;
using Microsoft.Extensions.Configuration;

namespace Cluster.Silo;

/// <summary>Reads how a silo hosts encoders. Names of devices hold a colon, <c>cuda:0</c>, which configuration takes for a level of its own: they are put together again.</summary>
public static class EncoderHostingSection
{
    /// <summary>The options of the section <see cref="EncoderHostingOptions.Section"/>, not validated.</summary>
    public static EncoderHostingOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(EncoderHostingOptions.Section);
        var options = section.Get<EncoderHostingOptions>() ?? new EncoderHostingOptions();
        ReadDevices(section, options);
        return options;
    }

    /// <summary>Puts the devices of the section in the place of what was bound.</summary>
    internal static void ReadDevices(IConfigurationSection section, EncoderHostingOptions options)
    {
        options.Devices.Clear();
        foreach (var device in section.GetSection(nameof(options.Devices)).GetChildren())
        {
            if (device.Value is not null)
            {
                options.Devices[device.Key] = Memory(device);
            }

            foreach (var ordinal in device.GetChildren())
            {
                options.Devices[$"{device.Key}:{ordinal.Key}"] = Memory(ordinal);
            }
        }
    }

    // What is no number is refused by the validator.
    private static int Memory(IConfigurationSection device) => int.TryParse(device.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var memory) ? memory : -1;
}
