using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Akka.Util;

/// <summary>Names of types as they go into manifests: assembly-qualified, without version.</summary>
public static partial class TypeExtensions
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    public static bool Implements<T>(this Type type) => typeof(T).IsAssignableFrom(type);

    public static string TypeQualifiedName(this Type type) =>
        Names.GetOrAdd(type, static t => Versions().Replace(t.AssemblyQualifiedName, ""));

    [GeneratedRegex(@", Version=[\d.]+|, Culture=[\w-]+|, PublicKeyToken=\w+")]
    private static partial Regex Versions();
}
