using System.Net.Sockets;
using Npgsql;

namespace AkkaDreamer.Tests.Support;

/// <summary>Stands between a run and its PostgreSQL server, on a unix socket of its own: it passes bytes on, slowly when it is told to, and while it is cut it ends every connection and takes no new one.</summary>
public sealed class PostgresProxy : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pg-proxy-").FullName;
    private readonly UnixDomainSocketEndPoint server;
    private readonly List<Socket> open = [];
    private Socket? listener;
    private long delay;

    /// <summary>A proxy before the server of this connection string.</summary>
    public PostgresProxy(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        server = new UnixDomainSocketEndPoint(Name(settings.Host!, settings.Port));
        Connection = new NpgsqlConnectionStringBuilder(connection) { Host = folder }.ConnectionString;
        Heal();
    }

    /// <summary>The same database by way of the proxy.</summary>
    public string Connection { get; }

    /// <summary>How long the server's answers take longer than they would.</summary>
    public TimeSpan Delay
    {
        set => Interlocked.Exchange(ref delay, value.Ticks);
    }

    /// <summary>The database is gone.</summary>
    public void Cut()
    {
        Interlocked.Exchange(ref listener, null)?.Dispose();
        File.Delete(Path());
        lock (open)
        {
            foreach (var socket in open) socket.Dispose();
            open.Clear();
        }
    }

    /// <summary>The database is back.</summary>
    public void Heal()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path()));
        socket.Listen();
        listener = socket;
        _ = Accept(socket);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Cut();
        Directory.Delete(folder, recursive: true);
    }

    private static string Name(string folder, int port) => System.IO.Path.Combine(folder, $".s.PGSQL.{port}");

    private string Path() => Name(folder, new NpgsqlConnectionStringBuilder(Connection).Port);

    private async Task Accept(Socket from)
    {
        try
        {
            while (true)
            {
                var client = await from.AcceptAsync();
                var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                lock (open) open.AddRange([client, other]);
                await other.ConnectAsync(server);
                _ = Relay(client, other, answers: false);
                _ = Relay(other, client, answers: true);
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // no more connections
        }
    }

    private async Task Relay(Socket from, Socket to, bool answers)
    {
        var bytes = new byte[64 << 10];
        try
        {
            for (int count; (count = await from.ReceiveAsync(bytes)) > 0;)
            {
                if (answers && TimeSpan.FromTicks(Interlocked.Read(ref delay)) is { Ticks: > 0 } slow) await Await.For(slow);
                await to.SendAsync(bytes.AsMemory(0, count));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
