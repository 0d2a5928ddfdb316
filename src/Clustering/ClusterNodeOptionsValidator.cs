using System.Net;
using Microsoft.Extensions.Options;

namespace Cluster.Clustering;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class ClusterNodeOptionsValidator : IValidateOptions<ClusterNodeOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ClusterNodeOptions options)
    {
        List<string> faults = [];
        Check(options.ClusterId.Length > 0, $"{nameof(options.ClusterId)} is empty; give the cluster a name.");
        Check(options.ServiceId.Length > 0, $"{nameof(options.ServiceId)} is empty; give the service a name.");
        Check(!options.SiloName.Contains('|', StringComparison.Ordinal), $"{nameof(options.SiloName)} is '{options.SiloName}'; it must not hold '|'.");
        Port(nameof(options.SiloPort), options.SiloPort);
        Port(nameof(options.ClientGatewayPort), options.ClientGatewayPort);
        Check(options.SiloPort != options.ClientGatewayPort, $"{nameof(options.SiloPort)} and {nameof(options.ClientGatewayPort)} are both {options.SiloPort}; they must differ.");
        Span(nameof(options.ProbeTimeout), options.ProbeTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Span(nameof(options.ResponseTimeout), options.ResponseTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Span(nameof(options.ShutdownTimeout), options.ShutdownTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        CheckTls(options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckTls(ClusterNodeOptions given)
        {
            var files = given.Tls.Files.ToList();
            if (files.Exists(static file => file.Path.Length > 0))
            {
                foreach (var (key, path) in files)
                {
                    Check(File.Exists(path), path.Length == 0 ? $"Tls:{key} is missing; TLS needs all three files." : $"Tls:{key} is '{path}', which is not there.");
                }
            }

            if (!IPAddress.TryParse(given.Address, out var address))
            {
                faults.Add($"{ClusterNodeOptions.Section}:{nameof(given.Address)} is '{given.Address}'; it must be an IP address.");
            }
            else
            {
                // Silos do what any process that reaches them says.
                Check(
                    IPAddress.IsLoopback(address) || given.Tls.IsOn,
                    $"{nameof(given.Address)} is {address}, beyond loopback; that needs certificates (Tls:CertificateFile, Tls:KeyFile, Tls:AuthorityFile).");
            }
        }

        void Check(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add($"{ClusterNodeOptions.Section}:{fault}");
            }
        }

        void Port(string key, int value) => Check(value is >= 1 and <= 65_535, $"{key} is {value}; it must be from 1 to 65,535.");

        void Span(string key, TimeSpan value, TimeSpan low, TimeSpan high) => Check(value >= low && value <= high, $"{key} is {value}; it must be from {low} to {high}.");
    }
}
