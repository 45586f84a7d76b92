using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Remote;
using Xunit;
using static AkkaDreamer.Tests.Offline.Remoting.RemotePair;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>The same over TLS.</summary>
public sealed class RemoteTls : IDisposable
{
    private const string Password = "a secret";

    private readonly string folder = Directory.CreateTempSubdirectory("remote-tls").FullName;
    private readonly List<ActorSystem> systems = [];

    public void Dispose()
    {
        Task.WaitAll([.. systems.Select(system => system.Terminate())], Patience);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_systems_speak_over_TLS()
    {
        var (here, there) = (Start("here", Certificate("one"), lenient: true), Start("there", Certificate("two"), lenient: true));
        there.ActorOf(Props.Create(() => new EchoActor()), "echo");
        Assert.Equal("akka.ssl.tcp", AddressOf(there).Protocol);
        var remote = await Find(here, there, "/user/echo");
        Assert.Equal("secret", await remote.Ask<string>("secret", Patience));
        var large = new byte[100_000];
        new Random(3).NextBytes(large);
        Assert.Equal(large, await remote.Ask<byte[]>(large, Patience));
    }

    [Fact]
    public void A_certificate_that_nobody_vouches_for_is_refused()
    {
        var (here, there) = (Start("here", Certificate("one"), lenient: false), Start("there", Certificate("one"), lenient: false));
        there.ActorOf(Props.Create(() => new EchoActor()), "echo");
        var (errors, begun) = (Listen<AssociationErrorEvent>(here), Listen<AssociatedEvent>(there));
        here.ActorSelection(PathOf(there, "/user/echo")).Tell("secret");
        Assert.Equal(AddressOf(there), errors.Next().RemoteAddress);
        Assert.False(begun.HasHeard(_ => true));
    }

    [Fact]
    public async Task Who_does_not_speak_TLS_is_refused_and_disturbs_nobody()
    {
        var (here, there) = (Start("here", Certificate("one"), lenient: true), Start("there", Certificate("one"), lenient: true));
        there.ActorOf(Props.Create(() => new EchoActor()), "echo");
        var remote = await Find(here, there, "/user/echo");
        using (var stranger = new TcpClient())
        {
            await stranger.ConnectAsync(IPAddress.Loopback, AddressOf(there).Port!.Value);
            await stranger.GetStream().WriteAsync(new byte[1000]);
        }

        using var plain = ActorSystem.Create("plain", Settings(""));
        systems.Add(plain);
        var errors = Listen<AssociationErrorEvent>(plain);
        plain.ActorSelection(PathOf(there, "/user/echo").Replace("akka.ssl.tcp", "akka.tcp", StringComparison.Ordinal)).Tell("secret");
        errors.Next();
        Assert.Equal("secret", await remote.Ask<string>("secret", Patience));
    }

    [Fact]
    public void Without_a_certificate_no_system_starts() => Assert.ThrowsAny<Exception>(() => ActorSystem.Create("bare", Settings("akka.remote.dot-netty.tcp.enable-ssl = on")));

    private ActorSystem Start(string name, string certificate, bool lenient)
    {
        var system = ActorSystem.Create(name, Settings($$"""
            akka.remote.dot-netty.tcp {
              enable-ssl = on
              ssl {
                certificate { path = "{{certificate}}", password = "{{Password}}" }
                suppress-validation = {{(lenient ? "on" : "off")}}
              }
            }
            """));
        systems.Add(system);
        return system;
    }

    private string Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(folder, $"{name}-{Guid.NewGuid():N}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, Password));
        return path;
    }
}
