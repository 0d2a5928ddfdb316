namespace Cluster.Clustering;

/// <summary>
/// TLS inside the cluster: every process shows the certificate, and takes only those that the authority has signed. All three files, or none.
/// </summary>
public sealed record ClusterTlsOptions
{
    /// <summary>PEM file with the certificate of this process, followed by intermediate ones if there are any.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>PEM file with its private key. Never logged.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>PEM file with the authorities that certificates of the cluster are signed by.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>Whether connections are encrypted.</summary>
    public bool IsOn => CertificateFile.Length > 0;

    internal IEnumerable<(string Key, string Path)> Files =>
        [(nameof(CertificateFile), CertificateFile), (nameof(KeyFile), KeyFile), (nameof(AuthorityFile), AuthorityFile)];
}
