using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.FakeQdrant;
using Cluster.TestSupport;
using static Cluster.VectorIndex.Tests.Conformance.TestPoints;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>A server behind TLS, whose certificate an authority of our own has signed.</summary>
public sealed class QdrantTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_and_points_travel_by_TLS_where_the_authority_is_trusted_and_not_where_it_is_not()
    {
        using var certificate = Certificate();
        await File.WriteAllTextAsync(_folder.Path("authority.pem"), certificate.ExportCertificatePem(), Cancellation);
        await using var server = await FakeQdrantServer.StartAsync(apiKey: "right", certificate: certificate);
        Assert.Equal("https", server.Address.Scheme);
        using var trusting = FakeQdrantHost.Open(
            server.Address.ToString(), options => (options.ApiKey, options.CertificateAuthority) = ("right", _folder.Path("authority.pem")));
        var collection = new CollectionName("points");
        await trusting.CreateCollectionAsync(new CollectionSpec(collection, Space, 8), Cancellation);
        await trusting.UpsertAsync(collection, Random(1, 10, 8), Cancellation);
        Assert.Equal(10, await trusting.CountAsync(collection, null, Cancellation));

        using var wary = FakeQdrantHost.Open(server.Address.ToString(), options => (options.ApiKey, options.Attempts) = ("right", 1));
        var failure = await Assert.ThrowsAsync<FailureException>(() => wary.CountAsync(collection, null, Cancellation));
        Assert.Equal(FailureKind.Unavailable, failure.Failure.Kind);
    }

    public void Dispose() => _folder.Dispose();

    private static X509Certificate2 Certificate()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
