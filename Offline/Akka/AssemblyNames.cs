using System.Reflection;
using System.Runtime.CompilerServices;

namespace Akka;

/// <summary>
/// Lets upstream's assembly names resolve: configuration says "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql",
/// and the stand-in for that assembly is AkkaDreamer.Offline.Akka.Persistence.Sql.
/// </summary>
internal static class AssemblyNames
{
    private const string Prefix = "AkkaDreamer.Offline.";

    [ModuleInitializer]
    internal static void Install() => AppDomain.CurrentDomain.AssemblyResolve += static (_, wanted) => Resolve(wanted.Name);

    private static Assembly Resolve(string fullName)
    {
        var name = new AssemblyName(fullName).Name;
        if (name is null || (name != "Akka" && !name.StartsWith("Akka.", StringComparison.Ordinal))) return null;
        if (name == "Akka.TestKit") name = "Akka.TestKit.Xunit2"; // one stand-in for the two assemblies
        try
        {
            return Assembly.Load(new AssemblyName(Prefix + name));
        }
        catch (FileNotFoundException)
        {
            return null; // no stand-in of that name: the asker gets the ordinary failure
        }
    }
}
