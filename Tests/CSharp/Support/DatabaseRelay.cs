using System.Net;
using System.Net.Sockets;

namespace AkkaDreamer.Tests.Support;

/// <summary>Passes connections at a TCP address on to a unix socket, so that a server of this machine stands on one side of a network: <c>database-relay HOST PORT SOCKET</c>. Prints <c>listening</c>.</summary>
public static class DatabaseRelay
{
    public static async Task<int> Run(string host, int port, string socket)
    {
        using var listener = new TcpListener(IPAddress.Parse(host), port);
        listener.Start();
        Console.WriteLine("listening");
        while (true) _ = Pass(await listener.AcceptTcpClientAsync(), socket);
    }

    private static async Task Pass(TcpClient client, string path)
    {
        using (client)
        {
            try
            {
                using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await server.ConnectAsync(new UnixDomainSocketEndPoint(path));
                using var stream = new NetworkStream(server);
                await Task.WhenAny(client.GetStream().CopyToAsync(stream), stream.CopyToAsync(client.GetStream()));
            }
            catch (Exception gone) when (gone is SocketException or IOException)
            {
                Console.WriteLine($"a connection ended: {gone.Message}");
            }
        }
    }
}
