namespace TorchSharp.Utils;

/// <summary>The name under which a field is a component of its module, where the field's own will not do.</summary>
public class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = "";
}
