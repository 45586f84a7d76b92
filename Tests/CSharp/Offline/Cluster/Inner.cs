using System.Dynamic;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>
/// An object of a type that an assembly keeps to itself, for tests of pure functions that upstream and stand-in both have under the same name: members are found by name and arguments. Only what
/// is public outside comes out as itself, everything else as an Inner again.
/// </summary>
internal sealed class Inner : DynamicObject
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;

    private readonly Type _type;

    // The stand-in of Akka lets upstream's assembly names resolve as soon as it is touched.
    static Inner() => RuntimeHelpers.RunModuleConstructor(typeof(Akka.Actor.ActorSystem).Module.ModuleHandle);

    private Inner(Type type, object? value)
    {
        _type = type;
        Value = value;
    }

    /// <summary>Null for the static members of the type.</summary>
    public object? Value { get; }

    /// <summary>The static members of a type of upstream's assembly.</summary>
    public static dynamic Type(string name, string assembly = "Akka.Cluster") => new Inner(Named(name, assembly), null);

    public static dynamic New(string name, params object?[] arguments)
    {
        var type = Named(name, "Akka.Cluster");
        var constructor = Array.Find(type.GetConstructors(Any), found => !found.IsStatic && Fits(found, arguments)) ?? throw new MissingMethodException(name, ".ctor");
        return Out(Invoke(() => constructor.Invoke(With(constructor, arguments))))!;
    }

    /// <summary>An object whose type is known outside, with the members that are not.</summary>
    public static dynamic Wrap(object value) => new Inner(value.GetType(), value);

    public override bool TryInvokeMember(InvokeMemberBinder binder, object?[]? args, out object? result)
    {
        var method = _type.GetMember(binder.Name, MemberTypes.Method, Any).Cast<MethodInfo>().Where(found => Fits(found, args!)).MaxBy(found => found.GetParameters().Length == args!.Length);
        result = method is null ? null : Out(Invoke(() => method.Invoke(Value, With(method, args!))));
        return method is not null;
    }

    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        if (_type.GetProperty(binder.Name, Any) is { } property) result = Out(Invoke(() => property.GetValue(Value)));
        else if (_type.GetField(binder.Name, Any) is { } field) result = Out(field.GetValue(Value));
        else if (_type.GetNestedType(binder.Name, Any) is { } nested) result = new Inner(nested, null);
        else return base.TryGetMember(binder, out result);
        return true;
    }

    /// <summary>The elements of a collection, each as it comes out.</summary>
    public static List<dynamic> All(object collection) =>
        [.. ((System.Collections.IEnumerable)(collection is Inner inner ? inner.Value! : collection)).Cast<object>().Select(static value => Out(value)!)];

    public override bool Equals(object? obj) => Equals(Value, obj is Inner other ? other.Value : obj);

    public override int GetHashCode() => Value?.GetHashCode() ?? 0;

    public override string ToString() => Value?.ToString() ?? _type.Name;

    private static Type Named(string name, string assembly) => System.Type.GetType($"{name}, {assembly}", throwOnError: true)!;

    private static object? Out(object? value) => value is null || IsVisible(value.GetType()) ? value : new Inner(value.GetType(), value);

    private static bool IsVisible(Type type) => type.IsVisible && type.GetGenericArguments().All(IsVisible);

    private static bool Fits(MethodBase method, object?[] arguments)
    {
        var parameters = method.GetParameters();
        return parameters.Length >= arguments.Length && parameters.Skip(arguments.Length).All(static extra => extra.IsOptional)
            && arguments.Zip(parameters).All(static pair => In(pair.First) is not { } value ? !pair.Second.ParameterType.IsValueType : pair.Second.ParameterType.IsInstanceOfType(value));
    }

    private static object?[] With(MethodBase method, object?[] arguments) =>
        [.. arguments.Select(In), .. method.GetParameters().Skip(arguments.Length).Select(static extra => extra.DefaultValue)];

    private static object? In(object? argument) => argument is Inner inner ? inner.Value : argument;

    private static object? Invoke(Func<object?> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}
