using System.Net;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Remote.Transport;

/// <summary>The section of the TCP transport, read.</summary>
internal sealed record TcpSettings
{
    private const int SmallestFrameSize = 32_000;

    /// <summary>A name or a number; 0.0.0.0 for every interface.</summary>
    public required string Hostname { get; init; }

    /// <summary>0 for a free one.</summary>
    public required int Port { get; init; }

    /// <summary>What others are told.</summary>
    public required string PublicHostname { get; init; }

    public int? PublicPort { get; init; }

    public bool DnsUseIpv6 { get; init; }

    public TimeSpan ConnectTimeout { get; init; }

    public TimeSpan HandshakeTimeout { get; init; }

    /// <summary>Bytes of a frame without its length.</summary>
    public required int MaximumFrameSize { get; init; }

    public int? SendBufferSize { get; init; }

    public int? ReceiveBufferSize { get; init; }

    public int Backlog { get; init; }

    public bool NoDelay { get; init; }

    public bool KeepAlive { get; init; }

    /// <summary>Whether others may listen at the same port, if they say so too.</summary>
    public bool ReuseAddress { get; init; }

    /// <summary>Null without TLS.</summary>
    public TlsSettings Tls { get; init; }

    public string Protocol => Tls is null ? "akka.tcp" : "akka.ssl.tcp";

    /// <exception cref="ArgumentException">A value is not allowed.</exception>
    /// <exception cref="ConfigurationException">The section names another transport, or TLS without a certificate.</exception>
    public static TcpSettings Read(ActorSystem system, Config config)
    {
        var transport = config.GetString("transport-class", "");
        if (!transport.StartsWith("Akka.Remote.Transport.DotNetty.TcpTransport", StringComparison.Ordinal))
            throw new ConfigurationException($"transport-class = \"{transport}\": only Akka.Remote.Transport.DotNetty.TcpTransport is here.");
        if (!string.Equals(config.GetString("transport-protocol", "tcp"), "tcp", StringComparison.OrdinalIgnoreCase))
            throw new ConfigurationException("transport-protocol: only tcp is here.");
        if (config.GetStringList("applied-adapters", []).Count > 0) throw new ConfigurationException("applied-adapters: no adapters are here.");

        var hostname = config.GetString("hostname", "");
        if (string.IsNullOrWhiteSpace(hostname)) hostname = IPAddress.Any.ToString();
        var publicHostname = config.GetString("public-hostname", "");
        var publicPort = config.GetInt("public-port");
        var frame = Size(config, "maximum-frame-size") ?? 128_000;
        if (frame < SmallestFrameSize)
            throw new ArgumentException($"maximum-frame-size must be at least {SmallestFrameSize} bytes, and is {frame}", nameof(config));
        return new TcpSettings
        {
            Hostname = hostname,
            Port = config.GetInt("port", 2552),
            PublicHostname = string.IsNullOrEmpty(publicHostname) ? hostname : publicHostname,
            PublicPort = publicPort > 0 ? publicPort : null,
            DnsUseIpv6 = config.GetBoolean("dns-use-ipv6"),
            ConnectTimeout = config.GetTimeSpan("connection-timeout", TimeSpan.FromSeconds(15)),
            HandshakeTimeout = system.Settings.Config.GetTimeSpan("akka.remote.handshake-timeout", TimeSpan.FromSeconds(15)),
            MaximumFrameSize = frame,
            SendBufferSize = Size(config, "send-buffer-size") ?? 256_000,
            ReceiveBufferSize = Size(config, "receive-buffer-size") ?? 256_000,
            Backlog = config.GetInt("backlog", 4096),
            NoDelay = config.GetBoolean("tcp-nodelay", true),
            KeepAlive = config.GetBoolean("tcp-keepalive", true),
            ReuseAddress = config.GetString("tcp-reuse-addr", "off-for-windows").ToUpperInvariant() switch
            {
                "ON" => true,
                "OFF-FOR-WINDOWS" => !OperatingSystem.IsWindows(),
                _ => false,
            },
            Tls = config.GetBoolean("enable-ssl") ? TlsSettings.Read(config.GetConfig("ssl"), system) : null,
        };
    }

    private static int? Size(Config config, string key) => config.GetByteSize(key, null) is { } size and > 0 ? checked((int)size) : null;
}
