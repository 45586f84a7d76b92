namespace Akka.Configuration.Hocon;

/// <summary>A piece of text: a word, a quoted string, or the blanks between two of them.</summary>
public class HoconLiteral : IHoconElement
{
    public string Value { get; set; }

    public bool IsString() => true;

    public string GetString() => Value;

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new NotImplementedException("A text is not an array.");

    public override string ToString() => Value;
}
