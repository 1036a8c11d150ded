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

    /// <param name="path">A PFX file with the node's certificate and key and its issuer's certificate; without that one only itself is trusted.</param>
    /// <exception cref="IOException">It cannot be read, or holds no key; the message does not repeat the password.</exception>
    public static PeerCertificates Load(string path, string password)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
            return new PeerCertificates(all, all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new IOException($"{path} holds no certificate with its key"));
        }
        catch (System.Security.Cryptography.CryptographicException wrong)
        {
            throw new IOException($"{path} cannot be read as a PFX file: {wrong.Message.TrimEnd('.')}; look at actorbackup.cluster.tls", wrong);
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
