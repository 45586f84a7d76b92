using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>One option as the records describe it.</summary>
/// <param name="Key">Dotted, from the root: <c>dreamer.environment.count</c>.</param>
/// <param name="Type">Type of its value.</param>
/// <param name="Help">One line.</param>
/// <param name="Range">Its range, or null.</param>
/// <param name="Value">Its value in the record that was described.</param>
public sealed record OptionDescription(string Key, Type Type, string Help, RangeAttribute? Range, object? Value)
{
    /// <summary>What may be written, in words.</summary>
    public string Allowed => OptionText.Allowed(Type, Range);

    /// <summary>Every option of a record and of the records in it, in the order of declaration.</summary>
    public static IEnumerable<OptionDescription> Of(object record, string prefix)
    {
        foreach (var property in OptionsOf(record.GetType()))
        {
            var key = $"{prefix}.{OptionText.Kebab(property.Name)}";
            var value = property.GetValue(record);
            if (value is not null && IsSection(value.GetType()))
            {
                foreach (var inner in Of(value, key)) yield return inner;
            }
            else if (!IsSection(property.PropertyType))
            {
                var help = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";
                yield return new OptionDescription(key, property.PropertyType, help, property.GetCustomAttribute<RangeAttribute>(), value);
            }
        }
    }

    /// <summary>Public properties that can be set: the options of a record.</summary>
    internal static IEnumerable<PropertyInfo> OptionsOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && property.GetIndexParameters().Length == 0);

    /// <summary>Records hold options; everything else is a value.</summary>
    internal static bool IsSection(Type type) => type.IsClass && type.GetMethod("<Clone>$") is not null;
}
