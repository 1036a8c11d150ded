using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ActorBackup.Node.Http.Peers;

/// <summary>This node's certificate, and whom it trusts: who has one of the same issuer. Names in certificates do not count, only who signed them.</summary>
internal sealed class PeerCertificates : IDisposable
{
    private readonly X509Certificate2Collection _all;
    private readonly X509Certificate2Collection _issuers;

    private PeerCertificates(X509Certificate2Collection all, X509Certificate2 own) =>
        (_all, Own, _issuers) = (all, own, [.. all.Where(c => c != own).DefaultIfEmpty(own)]);

    public X509Certificate2 Own { get; }

    /// <summary>SHA-256 fingerprints of whom this node trusts, in order, a space between two.</summary>
    public string Authorities => string.Join(' ', _issuers.Select(c => c.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)).Order(StringComparer.Ordinal));

    /// <param name="path">A PFX file with the node's certificate and key and its issuer's certificate, or with one that signed itself.</param>
    /// <exception cref="IOException">It cannot be read, or holds no key, or no issuer; the message does not repeat the password.</exception>
    public static PeerCertificates Load(string path, string password)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(File.ReadAllBytes(path), password);   // from a file, one that is not there is told of as broken
            var own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new IOException($"{path} holds no certificate with its key");
            var certificates = new PeerCertificates(all, own);
            return certificates.Trusts(own) ? certificates
                : throw new IOException($"{path} holds no valid certificate of the authority that signed its own, {own.Subject} until {own.NotAfter:yyyy-MM-dd}");
        }
        catch (System.Security.Cryptography.CryptographicException wrong)
        {
            throw new IOException($"{path} cannot be read as a PFX file: {wrong.Message.TrimEnd('.')}", wrong);
        }
    }

    public bool Trusts(X509Certificate2 presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_issuers);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(presented);
    }

    public SslClientAuthenticationOptions ForClient() => new()
    {
        ClientCertificates = [Own],
        RemoteCertificateValidationCallback = (_, presented, _, _) => presented is X509Certificate2 certificate && Trusts(certificate),
    };

    public void Dispose()
    {
        foreach (var certificate in _all) certificate.Dispose();
    }
}
