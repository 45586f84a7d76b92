using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// A network of two machines' making: the namespaces <see cref="NearSpace"/> and <see cref="FarSpace"/>, each with an address, on a bridge in a third. <see cref="Cut"/> takes the far one off the bridge, so that what either side sends is
/// lost and neither is told. Files are shared. Gone when disposed; those of test processes that died are removed when the next one is made.
/// </summary>
public sealed class CutNetwork : IDisposable
{
    /// <summary>The address of each side.</summary>
    public const string Near = "10.77.0.1", Far = "10.77.0.2";

    private const string Prefix = "dreamer-test-", Bridge = "bridge", FarPort = "to-far";
    private static int made;
    private readonly string name = $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref made)}";

    /// <summary>Makes it. Throws <see cref="InvalidOperationException"/> with what ip says where that is not possible.</summary>
    public CutNetwork()
    {
        RemoveLeftovers();
        try
        {
            foreach (var space in new[] { NearSpace, FarSpace, Switch }) Ip($"netns add {space}");
            Ip($"-n {Switch} link add {Bridge} type bridge");
            Ip($"-n {Switch} link set {Bridge} up");
            Connect(NearSpace, Near, "to-near");
            Connect(FarSpace, Far, FarPort);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there are no namespaces on this machine; null when there are.</summary>
    public static string? Missing { get; } = Try();

    /// <summary>The namespace with <see cref="Near"/>.</summary>
    public string NearSpace => name + "-near";

    /// <summary>The namespace with <see cref="Far"/>.</summary>
    public string FarSpace => name + "-far";

    private string Switch => name + "-switch";

    /// <summary>From now on nothing comes through, and nobody is told.</summary>
    public void Cut() => Ip($"-n {Switch} link set {FarPort} nomaster");

    /// <summary>Joins both sides again.</summary>
    public void Heal() => Ip($"-n {Switch} link set {FarPort} master {Bridge}");

    /// <inheritdoc/>
    public void Dispose()
    {
        var there = Spaces();
        foreach (var space in new[] { NearSpace, FarSpace, Switch }.Intersect(there)) Ip($"netns delete {space}");
    }

    private void Connect(string space, string address, string port)
    {
        Ip($"-n {Switch} link add {port} type veth peer name eth0 netns {space}");
        Ip($"-n {Switch} link set {port} master {Bridge} up");
        Ip($"-n {space} address add {address}/24 dev eth0");
        Ip($"-n {space} link set eth0 up");
        Ip($"-n {space} link set lo up");
    }

    private static void RemoveLeftovers()
    {
        foreach (var space in Spaces())
            if (!Directory.Exists($"/proc/{space[Prefix.Length..].Split('-')[0]}")) Ip($"netns delete {space}");
    }

    private static string[] Spaces() => [.. Ip("netns list").Split('\n').Select(line => line.Split(' ')[0]).Where(space => space.StartsWith(Prefix, StringComparison.Ordinal))];

    private static string? Try()
    {
        try
        {
            new CutNetwork().Dispose();
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return $"no network namespaces here: {refused.Message}";
        }
    }

    private static string Ip(string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"ip {arguments} ended with {process.ExitCode}: {error.Trim()}"));
        }
        catch (Win32Exception absent)
        {
            throw new InvalidOperationException($"ip cannot be started: {absent.Message}", absent);
        }
    }
}

/// <summary>A fact that needs network namespaces, and says so where there are none.</summary>
public sealed class CutNetworkFactAttribute : FactAttribute
{
    public CutNetworkFactAttribute() => Skip = CutNetwork.Missing;
}

/// <summary>A fact that needs network namespaces and a PostgreSQL server.</summary>
public sealed class CutNetworkAndPostgresFactAttribute : FactAttribute
{
    public CutNetworkAndPostgresFactAttribute() => Skip = CutNetwork.Missing ?? PostgresServer.Missing;
}
