using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Akka.Remote.Tests;

/// <summary>An authority that lives for one test, and PFX files of what it signs.</summary>
internal sealed class Authority : IDisposable
{
    public const string Password = "let me in";

    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("akka-remote-");
    private readonly X509Certificate2 _root;

    public Authority(string name)
    {
        var request = Request($"CN={name}");
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(From, Until);
    }

    /// <summary>The path of a PFX file with a certificate of that name, its key, and the authority.</summary>
    public string Sign(string name, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var signed = request.Create(_root, From, until ?? Until, [.. Guid.NewGuid().ToByteArray()]);
        using var own = signed.CopyWithPrivateKey(key);
        var path = Path.Combine(_folder.FullName, $"{name}.pfx");
        File.WriteAllBytes(path, new X509Certificate2Collection { own, X509CertificateLoader.LoadCertificate(_root.RawData) }.Export(X509ContentType.Pfx, Password)!);
        return path;
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Delete(recursive: true);
    }

    private static CertificateRequest Request(string name) => new(name, ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
}
