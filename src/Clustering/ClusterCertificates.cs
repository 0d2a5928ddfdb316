using System.Security.Cryptography.X509Certificates;

namespace Cluster.Clustering;

/// <summary>The certificates of a process, read once.</summary>
internal sealed class ClusterCertificates
{
    private readonly X509Certificate2Collection _authorities = [];

    public ClusterCertificates(ClusterTlsOptions options)
    {
        using var loaded = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile);

        // A key that only lies in memory is not taken by every TLS stack; the round trip makes it an ordinary one.
        Own = X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null);
        _authorities.ImportFromPemFile(options.AuthorityFile);
    }

    /// <summary>What this process shows.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>Whether an authority of the cluster signed <paramref name="certificate"/>. Names are not compared: silos are known by address.</summary>
    public bool Trusts(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
