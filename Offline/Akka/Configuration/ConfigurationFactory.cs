using System.Reflection;
using System.Text.Json;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Makes a <see cref="Config"/> from text, from a resource of an assembly, or from an object's properties.</summary>
public class ConfigurationFactory
{
    public static Config Empty => ParseString("");

    /// <param name="hocon">The text; may be empty.</param>
    /// <param name="includeCallback">Gives the parsed content of <c>include "name"</c>.</param>
    /// <exception cref="FormatException">The text is not a configuration, or a substitution names nothing.</exception>
    /// <exception cref="ConfigurationException">An unquoted text contains <c>=</c> or <c>:</c>.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot> includeCallback) => new(Parser.Parse(hocon, includeCallback));

    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <summary>The section <c>akka</c> of an app.config; this stand-in reads none, so it is empty.</summary>
    public static Config Load() => Empty;

    /// <summary>Akka's own defaults.</summary>
    public static Config Default() => FromResource("Akka.Configuration.akka.conf");

    public static Config FromResource(string resourceName, object instanceInAssembly) => FromResource(resourceName, instanceInAssembly switch
    {
        Type type => type.Assembly,
        Assembly assembly => assembly,
        _ => instanceInAssembly.GetType().Assembly,
    });

    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ArgumentNullException(nameof(resourceName), $"{assembly.GetName().Name} has no resource {resourceName}");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }

    public static Config FromObject(object source) => ParseString(JsonSerializer.Serialize(source));

    internal static Config FromResource(string resourceName) => FromResource(resourceName, typeof(ConfigurationFactory).Assembly);
}
