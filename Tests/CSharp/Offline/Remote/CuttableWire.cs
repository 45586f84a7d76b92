using System.Net;
using System.Net.Sockets;

namespace AkkaDreamer.Tests.Offline.Remoting;

/// <summary>Passes connections on to another port of this machine, until it is told to cut them.</summary>
public sealed class CuttableWire : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> open = [];
    private readonly List<MemoryStream> recorded = [];

    public CuttableWire()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Target = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        listener.Start();
        _ = Accept();
    }

    /// <summary>Where it leads; free when it was made.</summary>
    public int Target { get; }

    /// <summary>Where it begins.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Whether what comes in by connections that begin from now on is kept.</summary>
    public bool Records { get; set; }

    /// <summary>What came in by each connection that was recorded, up to now.</summary>
    public IReadOnlyList<byte[]> Recorded
    {
        get
        {
            lock (recorded) return [.. recorded.Select(bytes => bytes.ToArray())];
        }
    }

    /// <summary>Ends all connections of the moment. New ones are taken.</summary>
    public void Cut()
    {
        lock (open)
        {
            foreach (var client in open) client.Dispose();
            open.Clear();
        }
    }

    public void Dispose()
    {
        listener.Stop();
        Cut();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                lock (open) open.AddRange([near, far]);
                _ = Connect(near, far);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the wire is taken away
        }
    }

    private async Task Connect(TcpClient near, TcpClient far)
    {
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, Target);
            await Task.WhenAny((Records ? Record(near.GetStream(), far.GetStream()) : near.GetStream().CopyToAsync(far.GetStream())), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // nobody there, or cut: either way both ends hear it
        }

        near.Dispose();
        far.Dispose();
    }

    private async Task Record(NetworkStream from, NetworkStream to)
    {
        var bytes = new MemoryStream();
        lock (recorded) recorded.Add(bytes);
        var buffer = new byte[1 << 16];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            lock (recorded) bytes.Write(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
