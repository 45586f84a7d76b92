using System.Reflection;

namespace AkkaDreamer.Hosts;

/// <summary>Which of the two package stacks this program was built on, read from the assemblies themselves.</summary>
public static class PackageStack
{
    private static Assembly Akka => typeof(global::Akka.Actor.ActorSystem).Assembly;

    /// <summary>True on the stand-ins of Offline/.</summary>
    public static bool IsOffline => Akka.GetName().Name!.StartsWith("AkkaDreamer.Offline", StringComparison.Ordinal);

    /// <summary>One line for the start-up log and the doctor.</summary>
    public static string Describe() => IsOffline
        ? "offline: stand-ins of Offline/ for Akka.NET and TorchSharp"
        : $"published: Akka.NET {Version(Akka)}, TorchSharp {Version(typeof(TorchSharp.torch).Assembly)}";

    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "?";
}
