using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>Puts settings into option records by reflection: property <c>StepDeadline</c> of section <c>environment</c> is <c>dreamer.environment.step-deadline</c>. Records stay as they are; copies come out.</summary>
public static class OptionBinder
{
    /// <summary>
    /// A copy of a record with the settings whose keys begin with <paramref name="prefix"/>. Throws <see cref="ConfigurationException"/>, naming where it was set, for an unknown key (with the
    /// nearest known one), a text that is no such value, a value out of range, and whatever a record's own <see cref="IValidatableObject"/> refuses.
    /// </summary>
    public static T Bind<T>(T record, string prefix, IReadOnlyDictionary<string, Setting> settings)
        where T : notnull
    {
        RefuseUnknown(record, prefix, settings.Values);
        return (T)Copy(record, prefix, settings);
    }

    private static void RefuseUnknown(object record, string prefix, IEnumerable<Setting> settings)
    {
        var known = OptionDescription.Of(record, prefix).Select(option => option.Key).ToHashSet();
        foreach (var setting in settings)
        {
            if (!setting.Key.StartsWith(prefix + ".", StringComparison.Ordinal) || known.Contains(setting.Key)) continue;
            var nearest = Nearest(setting.Key, known);
            throw new ConfigurationException($"{setting.Source}: there is no option {setting.Key}{(nearest is null ? $"; 'presets' lists them all" : $"; did you mean {nearest}?")}");
        }
    }

    // The last segment decides first: a right name in the wrong section is the commonest mistake after a typing error.
    private static string? Nearest(string key, IReadOnlyCollection<string> known)
    {
        var name = key[(key.LastIndexOf('.') + 1)..];
        return known.FirstOrDefault(option => option.EndsWith("." + name, StringComparison.Ordinal)) ?? NearestName.Of(key, known);
    }

    private static object Copy(object record, string prefix, IReadOnlyDictionary<string, Setting> settings)
    {
        var type = record.GetType();
        var copy = type.GetMethod("<Clone>$")!.Invoke(record, null)!;
        foreach (var property in OptionDescription.OptionsOf(type))
        {
            var key = $"{prefix}.{OptionText.Kebab(property.Name)}";
            var value = property.GetValue(record);
            if (value is not null && OptionDescription.IsSection(value.GetType())) property.SetValue(copy, Copy(value, key, settings));
            else if (settings.TryGetValue(key, out var setting)) property.SetValue(copy, Value(property, setting));
        }

        if (copy is IValidatableObject own)
            foreach (var result in own.Validate(new ValidationContext(copy)))
                if (result != ValidationResult.Success) throw new ConfigurationException($"{Sources(prefix, result.MemberNames, settings)}: {result.ErrorMessage}");
        return copy;
    }

    private static object? Value(PropertyInfo property, Setting setting)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        object? value;
        try
        {
            var isSize = property.Name.EndsWith("Bytes", StringComparison.Ordinal) || property.Name.StartsWith("Memory", StringComparison.Ordinal);
            value = OptionText.ElementOf(property.PropertyType) is { } element
                ? List(setting, element, isSize)
                : setting.IsList ? throw new FormatException() : OptionText.Parse(setting.Items[0], property.PropertyType, isSize);
        }
        catch (FormatException)
        {
            throw Refused(setting, property, range);
        }

        return range is null || OptionText.Within(range, value) ? value : throw Refused(setting, property, range);
    }

    private static object List(Setting setting, Type element, bool isSize)
    {
        // A single text is a list of its parts, so that --set key=1,2,3 works as key = [1, 2, 3] does.
        var items = setting.IsList ? setting.Items : [.. (setting.Items[0] ?? "").Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        var array = Array.CreateInstance(element, items.Length);
        for (var i = 0; i < items.Length; i++) array.SetValue(OptionText.Parse(items[i], element, isSize), i);
        var make = typeof(ImmutableArray).GetMethods().Single(method => method.Name == nameof(ImmutableArray.ToImmutableArray) && method.GetParameters()[0].ParameterType.Name.StartsWith("IEnumerable", StringComparison.Ordinal));
        return make.MakeGenericMethod(element).Invoke(null, [array])!;
    }

    private static ConfigurationException Refused(Setting setting, PropertyInfo property, RangeAttribute? range)
    {
        // Not said twice when the source is the command line's own key=value.
        var given = setting.Source.EndsWith(setting.Text, StringComparison.Ordinal) ? setting.Source : $"{setting.Source}: {setting.Key} = {setting.Text}";
        return new ConfigurationException($"{given} is refused; allowed is {OptionText.Allowed(property.PropertyType, range)}");
    }

    private static string Sources(string prefix, IEnumerable<string> members, IReadOnlyDictionary<string, Setting> settings)
    {
        var sources = members.Select(member => settings.GetValueOrDefault($"{prefix}.{OptionText.Kebab(member)}")?.Source).OfType<string>().Distinct().ToArray();
        return sources.Length > 0 ? string.Join(", ", sources) : prefix;
    }
}
