using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorBackup.Node.Http.Peers;

namespace ActorBackup.Node.Tests.Http;

public sealed class PeerCertificatesTests : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Until = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("certificates-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Trusts_who_has_a_certificate_of_the_same_authority_and_nobody_else()
    {
        using var authority = Authority("one");
        using var other = Authority("other");
        using var own = PeerCertificates.Load(Pfx(Signed(authority, "n1"), authority), "secret");
        using var friend = Signed(authority, "n2");
        using var stranger = Signed(other, "n2");

        Assert.True(own.Trusts(friend));
        Assert.False(own.Trusts(stranger));
    }

    [Fact]
    public void Names_the_authority_alike_on_all_nodes()
    {
        using var authority = Authority("one");
        using var first = PeerCertificates.Load(Pfx(Signed(authority, "n1"), authority), "secret");
        using var second = PeerCertificates.Load(Pfx(Signed(authority, "n2"), authority), "secret");

        Assert.NotEmpty(first.Authorities);
        Assert.Equal(first.Authorities, second.Authorities);
    }

    [Fact]
    public void Refuses_a_file_without_the_authority_that_signed_its_certificate()
    {
        using var authority = Authority("one");
        using var other = Authority("other");

        foreach (var path in new[] { Pfx(Signed(authority, "n1")), Pfx(Signed(authority, "n1"), other) })
            Assert.Contains("no valid certificate of the authority", Assert.Throws<IOException>(() => PeerCertificates.Load(path, "secret")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_file_is_not_there()
    {
        var path = Path.Combine(_folder, "gone.pfx");

        Assert.Contains(path, Assert.Throws<FileNotFoundException>(() => PeerCertificates.Load(path, "secret")).Message, StringComparison.Ordinal);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(From, Until);
    }

    private static X509Certificate2 Signed(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).Create(authority, From, Until, RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>With the node's key, and the authorities without theirs.</summary>
    private string Pfx(X509Certificate2 own, params X509Certificate2[] authorities)
    {
        var path = Path.Combine(_folder, $"{Directory.GetFiles(_folder).Length}.pfx");
        using (own)
        {
            var all = new X509Certificate2Collection(own);
            foreach (var authority in authorities) all.Add(X509CertificateLoader.LoadCertificate(authority.RawData));
            File.WriteAllBytes(path, all.Export(X509ContentType.Pkcs12, "secret")!);
        }

        return path;
    }
}
