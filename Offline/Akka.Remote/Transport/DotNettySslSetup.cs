using System.Security.Cryptography.X509Certificates;
using Akka.Actor.Setup;

namespace Akka.Remote.Transport.DotNetty;

/// <summary>The certificate of remoting from code. Used where the configuration names none that can be read.</summary>
public sealed class DotNettySslSetup(X509Certificate2 certificate, bool suppressValidation) : Setup
{
    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate { get; } = certificate;

    /// <summary>Whether any certificate of the other side is taken.</summary>
    public bool SuppressValidation { get; } = suppressValidation;
}
