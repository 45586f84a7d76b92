namespace Hocon;

/// <summary>A node of the tree: value, object, field, array or literal.</summary>
public interface IHoconElement : IEquatable<IHoconElement>
{
    IHoconElement Parent { get; }

    HoconType Type { get; }

    /// <summary>The text as it would be written: with its quotes.</summary>
    string Raw { get; }

    HoconObject GetObject();

    string GetString();

    IList<HoconValue> GetArray();

    IHoconElement Clone(IHoconElement newParent);

    string ToString(int indent, int indentSize);
}
