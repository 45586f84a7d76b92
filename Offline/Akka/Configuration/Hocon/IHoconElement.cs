namespace Akka.Configuration.Hocon;

/// <summary>A value that may turn out to be an object (an object itself, or a substitution of one).</summary>
public interface IMightBeAHoconObject
{
    bool IsObject();

    HoconObject GetObject();
}

/// <summary>One piece of a <see cref="HoconValue"/>: literal, array, object or substitution.</summary>
public interface IHoconElement
{
    bool IsString();

    string GetString();

    bool IsArray();

    IList<HoconValue> GetArray();
}
