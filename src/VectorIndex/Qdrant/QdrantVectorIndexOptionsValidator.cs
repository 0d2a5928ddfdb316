using Microsoft.Extensions.Options;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Refuses options that cannot work, all faults at once.</summary>
public sealed class QdrantVectorIndexOptionsValidator : IValidateOptions<QdrantVectorIndexOptions>
{
    private const string Section = QdrantVectorIndexOptions.Section;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, QdrantVectorIndexOptions options)
    {
        var faults = new List<string>();
        if (!Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var endpoint) || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            faults.Add($"{Section}:Endpoint is '{options.Endpoint}'; give the gRPC address as http://host:6334, or https:// for TLS.");
        }
        else if (options.ApiKey.Length > 0 && endpoint.Scheme == Uri.UriSchemeHttp && !options.AllowKeyOverPlainText)
        {
            faults.Add($"{Section}:ApiKey would travel unencrypted: use an https:// endpoint, or set {Section}:AllowKeyOverPlainText.");
        }

        if (options.CertificateAuthority.Length > 0 && !File.Exists(options.CertificateAuthority))
        {
            faults.Add($"{Section}:CertificateAuthority is '{options.CertificateAuthority}'; there is no such file.");
        }

        Within("ReadTimeout", options.ReadTimeout.TotalSeconds, 0.1, 3_600);
        Within("WriteTimeout", options.WriteTimeout.TotalSeconds, 0.1, 3_600);
        Within("FirstRetryDelay", options.FirstRetryDelay.TotalSeconds, 0.001, 60);
        Within("LongestRetryDelay", options.LongestRetryDelay.TotalSeconds, 0.001, 3_600);
        Within("Attempts", options.Attempts, 1, 100);
        Within("PointsPerRequest", options.PointsPerRequest ?? 1, 1, 2_048);
        Within("RequestsInFlight", options.RequestsInFlight, 1, 64);
        Within("SearchBreadth", options.SearchBreadth ?? 1, 1, 100_000);
        Within("Oversampling", options.Oversampling, 1, 100);
        Within("Layout:Nodes", options.Layout.Nodes, 1, 1_000);
        Within("Layout:NodeMemoryGiB", options.Layout.NodeMemoryGiB, 0.01, 1_000_000);
        Within("Layout:Replication", options.Layout.Replication, 1, Math.Max(1, options.Layout.Nodes));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Within(string option, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
            {
                faults.Add($"{Section}:{option} is {value}; it must lie between {least} and {most}.");
            }
        }
    }
}
