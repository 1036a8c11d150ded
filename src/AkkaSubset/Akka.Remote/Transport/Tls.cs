using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Configuration;

namespace Akka.Remote.Transport;

/// <summary>Both sides show a certificate, and each accepts only one that leads to the authority of its own.</summary>
/// <remarks>The authorities are those in the PFX file besides the node's own certificate; that itself, if it is self-signed and alone; and
/// the machine's, if the file holds neither. Host names are not compared: nodes are reached by addresses, and the authority is to sign nodes
/// of one cluster only. Certificates are not looked up in revocation lists.</remarks>
internal sealed class Tls
{
    private readonly TlsSettings _settings;
    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _authorities = [];
    private readonly SslStreamCertificateContext _context;

    /// <exception cref="ConfigurationException">The file cannot be used; the message says why.</exception>
    public Tls(TlsSettings settings)
    {
        _settings = settings;
        var all = Load(settings);
        _own = all.FirstOrDefault(one => one.HasPrivateKey) ?? throw Unfit(settings, "it holds no private key", null);
        _authorities.AddRange(all.Where(one => one != _own).ToArray());
        if (_authorities.Count == 0 && _own.SubjectName.RawData.AsSpan().SequenceEqual(_own.IssuerName.RawData))
            _authorities.Add(_own);
        _context = SslStreamCertificateContext.Create(_own, [.. _authorities.Where(one => one != _own)], offline: true);
    }

    public async Task<System.IO.Stream> CallAsync(System.IO.Stream stream, string host, CancellationToken stop)
    {
        var tls = new SslStream(stream);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ClientCertificateContext = _context,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => IsAccepted(certificate, isRequired: true),
        };
        await tls.AuthenticateAsClientAsync(options, stop).ConfigureAwait(false);
        return tls;
    }

    public async Task<System.IO.Stream> ReceiveAsync(System.IO.Stream stream, CancellationToken stop)
    {
        var tls = new SslStream(stream);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _context,
            ClientCertificateRequired = _settings.RequireMutualAuthentication,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => IsAccepted(certificate, _settings.RequireMutualAuthentication),
        };
        await tls.AuthenticateAsServerAsync(options, stop).ConfigureAwait(false);
        return tls;
    }

    private bool IsAccepted(X509Certificate certificate, bool isRequired)
    {
        if (_settings.SuppressValidation)
            return true;
        if (certificate is null)
            return !isRequired;

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (_authorities.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        }

        return chain.Build(certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
    }

    private static X509Certificate2Collection Load(TlsSettings settings)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12CollectionFromFile(settings.CertificatePath, settings.CertificatePassword);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unfit(settings, e.Message, e);
        }
    }

    private static ConfigurationException Unfit(TlsSettings settings, string why, Exception cause) => new(
        $"The certificate file '{settings.CertificatePath}' of akka.remote.dot-netty.tcp.ssl.certificate cannot be used: {why}. "
        + "Give a readable PFX file with the node's certificate, its private key and the certificate of its authority, and its password.",
        cause);
}
