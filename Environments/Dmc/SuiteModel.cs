using System.Xml.Linq;

namespace AkkaDreamer.Environments.Dmc;

/// <summary>The family's models, MJCF files in Models/, which lie in the assembly.</summary>
internal static class SuiteModel
{
    /// <summary>A model with what it includes in its place. <paramref name="edit"/> may change it before it is compiled.</summary>
    public static string Read(string name, Action<XElement>? edit = null)
    {
        var root = Load(name);
        foreach (var include in root.Elements("include").ToList()) include.ReplaceWith(Load((string)include.Attribute("file")!).Elements());
        edit?.Invoke(root);
        return root.ToString();
    }

    private static XElement Load(string name)
    {
        using var file = typeof(SuiteModel).Assembly.GetManifestResourceStream($"dmc/{name}") ?? throw new ArgumentException($"There is no model '{name}'.", nameof(name));
        return XElement.Load(file);
    }
}
