namespace Hocon;

/// <summary>The value at <see cref="FailPath"/> is missing or not of the kind asked for.</summary>
public class HoconValueException : HoconException
{
    public HoconValueException(string message, string failPath, Exception innerException)
        : base($"{message} at path [{failPath}]", innerException) => FailPath = failPath;

    public string FailPath { get; }
}
