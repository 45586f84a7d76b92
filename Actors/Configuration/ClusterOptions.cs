using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>Other machines: <c>dreamer.cluster</c>. Without a port there is no cluster, and nothing listens.</summary>
public sealed record ClusterOptions : IValidatableObject
{
    /// <summary>Fewer characters than this are guessed.</summary>
    public const int ShortestSecret = 16;

    /// <summary>Where this process listens; null: no cluster.</summary>
    [Description("TCP port where other machines join this run (--cluster PORT); none = no cluster, and nothing listens.")]
    [Range(0, 65_535)]
    public int? Port { get; init; }

    /// <summary>The address that it binds.</summary>
    [Description("Address or name that this process binds. Leaving loopback needs dreamer.cluster.certificate (TLS) or dreamer.cluster.insecure, and a secret.")]
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The name under which others reach it, where that is another one.</summary>
    [Description("Name or address under which other machines reach this process, where that is not dreamer.cluster.host (behind a router, in a container).")]
    public string PublicHost { get; init; } = "";

    /// <summary>The port under which others reach it, where that is another one.</summary>
    [Description("Port under which other machines reach this process, where that is not dreamer.cluster.port.")]
    [Range(1, 65_535)]
    public int? PublicPort { get; init; }

    /// <summary>Members through which this process joins, the same list on every machine.</summary>
    [Description("HOST:PORT of members to join through: the learners, in the same order on every machine. Empty: this process is the first.")]
    public ImmutableArray<string> Seeds { get; init; } = [];

    /// <summary>What every process of the cluster knows.</summary>
    [Description("Known to every process of the cluster, 16 characters or more (also DREAMER_CLUSTER_SECRET); in no run folder. Empty on loopback: a file of this user's.")]
    public string Secret { get; init; } = "";

    /// <summary>TLS: file of a certificate with its key.</summary>
    [Description("TLS: PKCS #12 file with this machine's certificate and key. Empty: no TLS.")]
    public string Certificate { get; init; } = "";

    /// <summary>TLS: its password.</summary>
    [Description("TLS: the certificate file's password (also the environment variable DREAMER_CLUSTER_CERTIFICATE_PASSWORD); never written into the run folder.")]
    public string CertificatePassword { get; init; } = "";

    /// <summary>TLS: do not ask who signed the other's certificate.</summary>
    [Description("TLS: take any certificate of the other side, also one that nobody here has signed. It encrypts, but does not tell who is there; the secret still does.")]
    public bool CertificateUnchecked { get; init; }

    /// <summary>Leave loopback without TLS.</summary>
    [Description("Leave loopback without TLS: whoever can listen on the network sees everything and may alter it. Only on a network that you trust.")]
    public bool Insecure { get; init; }

    /// <summary>How many environments nodes may bring together.</summary>
    [Description("How many environments other machines may bring, together. Memory for their streams is set aside.")]
    [Range(1, 4_096)]
    public int MostEnvironments { get; init; } = 64;

    /// <summary>A process of a cluster.</summary>
    public bool IsOn => Port is not null;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn) yield break;
        if (Secret.Length is > 0 and < ShortestSecret) yield return new ValidationResult($"the cluster's secret has {Secret.Length} characters; {ShortestSecret} or more are needed (openssl rand -hex 32)", [nameof(Secret)]);
        if (Seeds.FirstOrDefault(seed => !IsAddress(seed)) is { } wrong) yield return new ValidationResult($"'{wrong}' is not HOST:PORT", [nameof(Seeds)]);
        if (IsLoopback(Host) && (PublicHost.Length == 0 || IsLoopback(PublicHost))) yield break;
        if (Certificate.Length == 0 && !Insecure)
            yield return new ValidationResult($"{(IsLoopback(Host) ? PublicHost : Host)} leaves this machine: set dreamer.cluster.certificate for TLS, or dreamer.cluster.insecure = true on a network that you trust", [nameof(Host), nameof(PublicHost)]);
        if (Secret.Length == 0)
            yield return new ValidationResult($"a cluster that leaves this machine needs dreamer.cluster.secret ({ShortestSecret} characters or more, the same on every machine; or the environment variable DREAMER_CLUSTER_SECRET)", [nameof(Secret)]);
    }

    /// <summary>Whether an address stays on this machine.</summary>
    public static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether a text is HOST:PORT.</summary>
    public static bool IsAddress(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text[(colon + 1)..], out var port) && port > 0 && text[..colon].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '[' or ']' or ':');
    }
}
