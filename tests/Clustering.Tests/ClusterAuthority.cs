using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cluster.Clustering.Tests;

/// <summary>An authority of a test's own, and certificates that it signs.</summary>
internal sealed class ClusterAuthority : IDisposable
{
    private readonly X509Certificate2 _own;
    private readonly string _folder;

    public ClusterAuthority(string folder, string name)
    {
        _folder = Path.Combine(folder, name);
        Directory.CreateDirectory(_folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _own = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(Path.Combine(_folder, "authority.pem"), _own.ExportCertificatePem());
    }

    /// <summary>The settings of a process that shows a certificate of this authority, and trusts the one that is given, or this.</summary>
    public Dictionary<string, string> SettingsFor(string process, ClusterAuthority? trusted = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={process}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(_own, now.AddHours(-1), now.AddDays(7), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(_folder, $"{process}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, $"{process}.key"), key.ExportPkcs8PrivateKeyPem());
        return new Dictionary<string, string>
        {
            ["Cluster__Tls__CertificateFile"] = Path.Combine(_folder, $"{process}.pem"),
            ["Cluster__Tls__KeyFile"] = Path.Combine(_folder, $"{process}.key"),
            ["Cluster__Tls__AuthorityFile"] = Path.Combine((trusted ?? this)._folder, "authority.pem"),
        };
    }

    public void Dispose() => _own.Dispose();
}
