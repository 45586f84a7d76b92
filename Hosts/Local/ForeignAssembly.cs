using System.Reflection;
using System.Runtime.Loader;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Hosts.Local;

/// <summary>
/// Environments in an assembly that somebody built against AkkaDreamer.Environments, named <c>path/to.dll</c> or <c>path/to.dll:Type</c>: public classes that implement <see cref="IEnvironment"/> and can be made without
/// arguments, and public static members of a type (F#: of a module) that give <see cref="EnvironmentFunctions"/>. What it refers to is looked for beside it; what this process has already is shared.
/// </summary>
internal sealed class ForeignAssembly : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver resolver;

    private ForeignAssembly(string path) => resolver = new AssemblyDependencyResolver(path);

    /// <summary>Whether an argument is such a name and not a task's.</summary>
    public static bool IsNamedBy(string name) => name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || name.Contains(".dll:", StringComparison.OrdinalIgnoreCase);

    /// <summary>A check per environment. Throws <see cref="ConfigurationException"/> when there is none by that name.</summary>
    public static IEnumerable<Func<EnvironmentReport>> Checks(string name)
    {
        var colon = name.LastIndexOf(".dll:", StringComparison.OrdinalIgnoreCase);
        var end = colon < 0 ? name.Length : colon + ".dll".Length;
        var (path, type) = (Path.GetFullPath(name[..end]), name.Length > end ? name[(end + 1)..] : null);
        if (!File.Exists(path)) throw new ConfigurationException($"There is no file {path}.");
        var found = Load(path).GetExportedTypes().SelectMany(Worlds).ToArray();
        var chosen = found.Where(world => type is null || world.Name == type || world.Name.EndsWith("." + type, StringComparison.Ordinal)).ToArray();
        if (chosen.Length == 0)
        {
            throw new ConfigurationException(found.Length == 0
                ? $"{path} has no public class that implements IEnvironment and can be made without arguments, nor a public static member that gives EnvironmentFunctions."
                : $"{path} has no environment '{type}'; it has: {string.Join(", ", found.Select(world => world.Name))}.");
        }

        return chosen.Select<(string Name, Func<IEnvironment> Open), Func<EnvironmentReport>>(world => () => EnvironmentCheck.Run(world.Name, world.Open));
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Default.Assemblies.FirstOrDefault(known => known.GetName().Name == assemblyName.Name) is { } shared) return shared;
        return resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) => resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static Assembly Load(string path)
    {
        try
        {
            return new ForeignAssembly(path).LoadFromAssemblyPath(path);
        }
        catch (BadImageFormatException)
        {
            throw new ConfigurationException($"{path} is no .NET assembly.");
        }
    }

    private static IEnumerable<(string Name, Func<IEnvironment> Open)> Worlds(Type type)
    {
        const BindingFlags open = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsAssignableTo(typeof(IEnvironment)) && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null) yield return (type.FullName!, () => (IEnvironment)Activator.CreateInstance(type)!);
        if (type.ContainsGenericParameters) yield break;
        foreach (var method in type.GetMethods(open).Where(method => method.ReturnType == typeof(EnvironmentFunctions) && method.GetParameters().Length == 0 && !method.IsGenericMethod))
            yield return ($"{type.FullName}.{(method.IsSpecialName ? method.Name["get_".Length..] : method.Name)}", () => ((EnvironmentFunctions)method.Invoke(null, null)!).Open());
    }
}
