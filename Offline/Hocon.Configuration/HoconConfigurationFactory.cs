using System.Reflection;

namespace Hocon;

/// <summary>Makes a <see cref="Config"/> from text, from a file, or from a resource of an assembly.</summary>
public static class HoconConfigurationFactory
{
    private static readonly string[] DefaultExtensions = ["conf", "hocon", "properties"];

    public static Config Empty => Config.Empty;

    /// <inheritdoc cref="HoconParser.Parse"/>
    public static Config ParseString(string hocon, HoconIncludeCallbackAsync includeCallback) => new(HoconParser.Parse(hocon, includeCallback));

    /// <inheritdoc cref="HoconParser.Parse"/>
    /// <remarks>Every include in the text is empty.</remarks>
    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <summary>A section of an app.config; this stand-in reads none, so it is empty.</summary>
    public static Config Load(string sectionName) => Empty;

    /// <summary>The file's text, its includes left empty; without an extension, .conf, .hocon and .properties are tried.</summary>
    /// <exception cref="ConfigurationException">There is no such file.</exception>
    public static Config FromFile(string filePath)
    {
        var candidates = Path.GetExtension(filePath).Length == 0 ? DefaultExtensions.Select(extension => $"{filePath}.{extension}") : [filePath];
        return candidates.FirstOrDefault(File.Exists) is { } found
            ? ParseString(File.ReadAllText(found))
            : throw new ConfigurationException($"No HOCON file at {filePath} could be found.");
    }

    /// <summary>application.conf, .hocon or .properties, or app.*, from the working directory; empty when there is none.</summary>
    public static Config Default()
    {
        var names = new[] { "application", "app" }.SelectMany(name => DefaultExtensions.Select(extension => $"{name}.{extension}"));
        return names.FirstOrDefault(File.Exists) is { } found ? FromFile(found) : Empty;
    }

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
}
