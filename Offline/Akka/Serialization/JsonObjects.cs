using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Objects as JSON: an array of type name and content. The content of a class is its fields by name.</summary>
internal sealed class JsonObjects(ExtendedActorSystem system)
{
    private const int MaxDepth = 64;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    public JsonNode Write(object value, int depth = 0)
    {
        if (value is null) return null;
        if (depth > MaxDepth) throw new SerializationException($"{value.GetType()} is nested deeper than {MaxDepth}: is there a circle of references?");
        if (value is ISurrogated surrogated) value = surrogated.ToSurrogate(system);
        var type = value.GetType();
        return new JsonArray(type.TypeQualifiedName(), Content(value, type, depth + 1));
    }

    public object Read(JsonNode node)
    {
        if (node is not JsonArray pair) return null;
        var type = Type.GetType(pair[0].GetValue<string>(), true);
        var value = Read(type, pair[1]);
        return value is ISurrogate surrogate ? surrogate.FromSurrogate(system) : value;
    }

    private static FieldInfo[] FieldsOf(Type type) => Fields.GetOrAdd(type, static start =>
    {
        var all = new List<FieldInfo>();
        for (var type = start; type is not null && type != typeof(object); type = type.BaseType)
            all.AddRange(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        return [.. all];
    });

    private JsonNode Content(object value, Type type, int depth)
    {
        switch (value)
        {
            case byte[] bytes:
                return Convert.ToBase64String(bytes);
            case Type named:
                return named.TypeQualifiedName();
            case Enum:
                return value.ToString();
            case DateTime or DateTimeOffset:
                return ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture);
            case string or char or bool or Guid or TimeSpan:
                return value.ToString();
            case double or float:
                return ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture);
            case IFormattable when type.IsPrimitive || value is decimal:
                return ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
            case Exception e:
                return new JsonArray(e.Message, Write(e.InnerException, depth));
            case IDictionary map when IsPlain(type):
                return new JsonArray(map.Keys.Cast<object>().Select(key =>
                    (JsonNode)new JsonArray(Write(key, depth), Write(map[key], depth))).ToArray());
            case Array { Rank: 1 } or IList when type.IsArray || IsPlain(type):
                return new JsonArray(((IList)value).Cast<object>().Select(item => Write(item, depth)).ToArray());
            case Delegate or Task or Stream or Thread or CancellationTokenSource or ActorSystem or IActorContext:
                throw new SerializationException($"{type} cannot be serialized. Bind the type of the message in akka.actor.serialization-bindings.");
            default:
                if (type.IsPointer || type == typeof(nint) || type == typeof(nuint) || type == typeof(CancellationToken))
                    throw new SerializationException($"{type} cannot be serialized.");
                return new JsonArray(FieldsOf(type).Select(field => Write(field.GetValue(value), depth)).ToArray());
        }
    }

    private object Read(Type type, JsonNode content)
    {
        if (content is JsonValue plain) return ReadText(type, plain.GetValue<string>());
        var items = (JsonArray)content;
        if (typeof(Exception).IsAssignableFrom(type)) return ReadException(type, items[0].GetValue<string>(), (Exception)Read(items[1]));
        if (type.IsArray)
        {
            var array = Array.CreateInstance(type.GetElementType(), items.Count);
            for (var i = 0; i < items.Count; i++) array.SetValue(Read(items[i]), i);
            return array;
        }

        if (IsPlain(type) && typeof(IDictionary).IsAssignableFrom(type))
        {
            var map = (IDictionary)Activator.CreateInstance(type);
            foreach (var entry in items.Cast<JsonArray>()) map.Add(Read(entry[0]), Read(entry[1]));
            return map;
        }

        if (IsPlain(type) && typeof(IList).IsAssignableFrom(type))
        {
            var list = (IList)Activator.CreateInstance(type);
            foreach (var item in items) list.Add(Read(item));
            return list;
        }

        var made = RuntimeHelpers.GetUninitializedObject(type);
        var fields = FieldsOf(type);
        for (var i = 0; i < fields.Length; i++) fields[i].SetValue(made, Read(items[i]));
        return made;
    }

    private static object ReadText(Type type, string text)
    {
        if (type == typeof(string)) return text;
        if (type == typeof(byte[])) return Convert.FromBase64String(text);
        if (typeof(Type).IsAssignableFrom(type)) return Type.GetType(text, true);
        if (type.IsEnum) return Enum.Parse(type, text);
        if (type == typeof(Guid)) return Guid.Parse(text);
        if (type == typeof(TimeSpan)) return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(DateTime)) return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        return Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }

    private static object ReadException(Type type, string message, Exception inner)
    {
        if (type.GetConstructor([typeof(string), typeof(Exception)]) is { } withInner) return withInner.Invoke([message, inner]);
        if (type.GetConstructor([typeof(string)]) is { } withMessage) return withMessage.Invoke([message]);
        return RuntimeHelpers.GetUninitializedObject(type);
    }

    /// <summary>A collection of .NET's own that starts empty and is filled item by item.</summary>
    private static bool IsPlain(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(List<>) || type.GetGenericTypeDefinition() == typeof(Dictionary<,>));
}
