using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Remote.Transport;

/// <summary>The certificate of this system, and what it asks of those of others.</summary>
internal sealed class TlsSettings
{
    private readonly bool _suppressValidation;
    private readonly bool _mutual;
    private readonly bool? _validateHostname;

    private TlsSettings(X509Certificate2 certificate, bool suppressValidation, Config config)
    {
        if (!certificate.HasPrivateKey) throw new ConfigurationException($"The certificate [{certificate.Subject}] has no private key; remoting with enable-ssl needs one.");
        Certificate = certificate;
        _suppressValidation = suppressValidation;
        _mutual = config.GetBoolean("require-mutual-authentication");
        if (config.HasPath("validate-certificate-hostname")) _validateHostname = config.GetBoolean("validate-certificate-hostname");
    }

    public X509Certificate2 Certificate { get; }

    /// <exception cref="ConfigurationException">No certificate is configured, or one without a private key.</exception>
    /// <exception cref="ArgumentException">The path is missing, or a value is not allowed.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The file cannot be read, or not with this password.</exception>
    public static TlsSettings Read(Config config, ActorSystem system)
    {
        if (config.IsNullOrEmpty()) throw new ConfigurationException("enable-ssl is on, and there is no section akka.remote.dot-netty.tcp.ssl");
        var setup = system.Settings.Setup.Get<DotNetty.DotNettySslSetup>();
        try
        {
            return new TlsSettings(Load(config), config.GetBoolean("suppress-validation"), config);
        }
        catch (Exception) when (setup.HasValue)
        {
            return new TlsSettings(setup.Value.Certificate, setup.Value.SuppressValidation, config);
        }
    }

    /// <summary>For the side that connects to <paramref name="host"/>.</summary>
    public SslClientAuthenticationOptions ForClient(string host) => new()
    {
        // Without an opinion on host names, the nodes share one certificate: its own name is what the other side must have too.
        TargetHost = _validateHostname is null ? Certificate.GetNameInfo(X509NameType.DnsName, false) : host,
        ClientCertificates = _suppressValidation && !_mutual ? null : [Certificate],
        RemoteCertificateValidationCallback = (_, _, _, errors) => Accept(errors),
    };

    public SslServerAuthenticationOptions ForServer() => new()
    {
        ServerCertificate = Certificate,
        ClientCertificateRequired = _mutual,
        RemoteCertificateValidationCallback = (_, _, _, errors) =>
            !_mutual || (Accept(errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)),
    };

    private static X509Certificate2 Load(Config config)
    {
        if (config.GetBoolean("certificate.use-thumbprint-over-file") || config.GetBoolean("certificate.use-thumprint-over-file")) return FromStore(config);
        var path = config.GetString("certificate.path");
        if (string.IsNullOrEmpty(path))
            throw new ArgumentNullException(nameof(config), "enable-ssl is on, and akka.remote.dot-netty.tcp.ssl.certificate.path is empty");
        var flags = config.GetStringList("certificate.flags", []).Aggregate(X509KeyStorageFlags.DefaultKeySet, static (all, name) => all | Flag(name));
        return X509CertificateLoader.LoadPkcs12FromFile(path, config.GetString("certificate.password"), flags);
    }

    private static X509Certificate2 FromStore(Config config)
    {
        var thumbprint = config.GetString("certificate.thumbprint");
        if (string.IsNullOrWhiteSpace(thumbprint))
            throw new ConfigurationException("use-thumbprint-over-file is on, and akka.remote.dot-netty.tcp.ssl.certificate.thumbprint is empty");
        using var store = new X509Store(config.GetString("certificate.store-name"), config.GetString("certificate.store-location") switch
        {
            "local-machine" => StoreLocation.LocalMachine,
            "current-user" => StoreLocation.CurrentUser,
            var other => throw new ArgumentException($"certificate.store-location = [{other}]: local-machine or current-user", nameof(config)),
        });
        store.Open(OpenFlags.ReadOnly);
        var found = store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: !config.GetBoolean("suppress-validation"));
        return found.Count > 0
            ? found[0]
            : throw new ArgumentException($"There is no valid certificate with thumbprint [{thumbprint}] in the store [{store.Name}] of [{store.Location}]", nameof(config));
    }

    private static X509KeyStorageFlags Flag(string name) => name switch
    {
        "default-key-set" => X509KeyStorageFlags.DefaultKeySet,
        "exportable" => X509KeyStorageFlags.Exportable,
        "machine-key-set" => X509KeyStorageFlags.MachineKeySet,
        "persist-key-set" => X509KeyStorageFlags.PersistKeySet,
        "user-key-set" => X509KeyStorageFlags.UserKeySet,
        "user-protected" => X509KeyStorageFlags.UserProtected,
        _ => throw new ArgumentException(
            $"certificate.flags: [{name}] is none of default-key-set, exportable, machine-key-set, persist-key-set, user-key-set, user-protected", nameof(name)),
    };

    private bool Accept(SslPolicyErrors errors)
    {
        if (_suppressValidation) return true;
        if (_validateHostname == false) errors &= ~SslPolicyErrors.RemoteCertificateNameMismatch;
        return errors == SslPolicyErrors.None;
    }
}
