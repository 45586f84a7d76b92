using System.Net;
using System.Net.Sockets;
using AkkaDreamer.Actors.Configuration;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>Whether a process can listen where it is told to, asked before an actor system is made: that one would say it in many lines.</summary>
public static class ListeningPort
{
    /// <summary>One line on why <see cref="ClusterOptions.Host"/> and <see cref="ClusterOptions.Port"/> cannot be listened at now, and where to set another; null when they can.</summary>
    public static string? Refused(ClusterOptions options)
    {
        var port = options.Port ?? 0;
        try
        {
            var address = IPAddress.TryParse(options.Host, out var number) ? number : Resolve(options.Host);
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port)); // connections that a killed process left behind are in nobody's way
            return null;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"port {port} of {options.Host} is taken: another process listens there; choose another (dreamer.cluster.port, --cluster PORT)"
                : $"this process cannot listen at {options.Host}:{port} (dreamer.cluster.host, dreamer.cluster.port): {fault.Message}";
        }
    }

    // As Akka.Remote does: the last one of the older family.
    private static IPAddress Resolve(string name) => Dns.GetHostAddresses(name) is { Length: > 0 } all
        ? all.LastOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? all[^1]
        : throw new SocketException((int)SocketError.HostNotFound);
}
