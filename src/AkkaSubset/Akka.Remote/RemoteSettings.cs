using Akka.Configuration;

namespace Akka.Remote;

/// <summary>What a system's configuration says of remoting, read once.</summary>
internal sealed class RemoteSettings
{
    private const int SmallestFrame = 32_000;

    /// <exception cref="ConfigurationException">A value cannot be used; the message says which and why.</exception>
    public RemoteSettings(Config config)
    {
        var remote = config.GetConfig("akka.remote");
        FlushWait = remote.GetTimeSpan("flush-wait-on-shutdown");
        LongestRetryPause = remote.GetTimeSpan("retry-gate-closed-for");
        HeartbeatInterval = remote.GetTimeSpan("transport-failure-detector.heartbeat-interval");
        AcceptableSilence = remote.GetTimeSpan("transport-failure-detector.acceptable-heartbeat-pause");
        WatchHeartbeatInterval = remote.GetTimeSpan("watch-failure-detector.heartbeat-interval");
        WatchAcceptablePause = remote.GetTimeSpan("watch-failure-detector.acceptable-heartbeat-pause");
        WatchReaperInterval = remote.GetTimeSpan("watch-failure-detector.unreachable-nodes-reaper-interval");

        var tcp = remote.GetConfig("dot-netty.tcp");
        Hostname = tcp.GetString("hostname");
        PublicHostname = tcp.GetString("public-hostname");
        Port = PortAt(tcp, "port");
        PublicPort = PortAt(tcp, "public-port");
        ConnectionTimeout = tcp.GetTimeSpan("connection-timeout");
        MaximumFrameSize = FrameSize(tcp);
        Tls = tcp.GetBoolean("enable-ssl") ? new TlsSettings(tcp.GetConfig("ssl")) : null;
    }

    public TimeSpan FlushWait { get; }
    public TimeSpan LongestRetryPause { get; }
    public TimeSpan HeartbeatInterval { get; }
    public TimeSpan AcceptableSilence { get; }
    public TimeSpan WatchHeartbeatInterval { get; }
    public TimeSpan WatchAcceptablePause { get; }
    public TimeSpan WatchReaperInterval { get; }

    /// <summary>Empty for all addresses of this host.</summary>
    public string Hostname { get; }

    /// <summary>Empty for <see cref="Hostname"/>.</summary>
    public string PublicHostname { get; }

    public int Port { get; }
    public int PublicPort { get; }
    public TimeSpan ConnectionTimeout { get; }

    /// <summary>In bytes, of a message with its paths and its type tag.</summary>
    public int MaximumFrameSize { get; }

    /// <summary>Null for plain TCP.</summary>
    public TlsSettings Tls { get; }

    private static int PortAt(Config tcp, string name) => tcp.GetInt(name) is >= 0 and <= 65535 and var port
        ? port
        : throw new ConfigurationException($"The setting akka.remote.dot-netty.tcp.{name} is {tcp.GetInt(name)}. Write a port from 0 to 65535.");

    private static int FrameSize(Config tcp) => tcp.GetByteSize("maximum-frame-size", null) is >= SmallestFrame and <= int.MaxValue / 4 and var size
        ? (int)size
        : throw new ConfigurationException($"The setting akka.remote.dot-netty.tcp.maximum-frame-size must be at least {SmallestFrame} bytes, and at most 512 MiB.");
}

/// <summary>The section <c>ssl</c>.</summary>
internal sealed class TlsSettings
{
    /// <exception cref="ConfigurationException">No file is named.</exception>
    public TlsSettings(Config ssl)
    {
        CertificatePath = ssl.GetString("certificate.path");
        CertificatePassword = ssl.GetString("certificate.password");
        SuppressValidation = ssl.GetBoolean("suppress-validation");
        RequireMutualAuthentication = ssl.GetBoolean("require-mutual-authentication");
        if (ssl.GetBoolean("certificate.use-thumbprint-over-file"))
        {
            throw new ConfigurationException(
                "akka.remote.dot-netty.tcp.ssl.certificate.use-thumbprint-over-file = on is not known here. Name a PFX file by certificate.path.");
        }

        if (string.IsNullOrEmpty(CertificatePath))
        {
            throw new ConfigurationException(
                "akka.remote.dot-netty.tcp.enable-ssl = on needs ssl.certificate.path, a PFX file with this node's certificate and private key.");
        }
    }

    public string CertificatePath { get; }
    public string CertificatePassword { get; }
    public bool SuppressValidation { get; }
    public bool RequireMutualAuthentication { get; }
}
