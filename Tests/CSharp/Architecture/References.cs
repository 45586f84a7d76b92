using System.Reflection;
using Xunit;

namespace AkkaDreamer.Tests.Architecture;

/// <summary>Hosts -> Hosts/Shared -> Actors -> Models, Environments; nothing points back, and Models and Environments do not know each other (DESIGN: rooms).</summary>
public sealed class References
{
    private const string SharedName = "AkkaDreamer.Hosts";
    private static readonly string[] HostNames = [SharedName, "AkkaDreamer.Local", "AkkaDreamer.Node", "AkkaDreamer.Experiments"];
    private static readonly Assembly Models = Assembly.Load("AkkaDreamer.Models");
    private static readonly Assembly Environments = Assembly.Load("AkkaDreamer.Environments");
    private static readonly Assembly Actors = Assembly.Load("AkkaDreamer.Actors");

    [Fact]
    public void Models_know_neither_actors_nor_environments_nor_hosts() =>
        AssertNone(Models, name => name.Contains("Akka", StringComparison.Ordinal) && !name.EndsWith("TorchSharp", StringComparison.Ordinal));

    [Fact]
    public void Environments_know_no_other_room_and_no_tensors() =>
        AssertNone(Environments, name => name.Contains("Akka", StringComparison.Ordinal) || name.Contains("Torch", StringComparison.Ordinal));

    [Fact]
    public void Actors_know_models_and_environments_but_no_host_and_no_tensors()
    {
        var names = Actors.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        Assert.Contains("AkkaDreamer.Models", names);
        Assert.Contains("AkkaDreamer.Environments", names);
        AssertNone(Actors, name => HostNames.Contains(name) || name.Contains("Torch", StringComparison.Ordinal) || name.Contains("Spectre", StringComparison.Ordinal));
    }

    [Fact]
    public void Hosts_share_what_stands_in_one_library_and_do_not_know_each_other()
    {
        foreach (var host in HostNames)
        {
            var assembly = Assembly.Load(host);
            AssertNone(assembly, name => HostNames.Contains(name) && !(name == SharedName && host != SharedName));
        }
    }

    [Fact]
    public void Public_faces_of_the_rooms_show_no_tensor_and_no_actor_reference_where_none_belongs()
    {
        AssertNoneShown(Environments, type => type.Namespace?.StartsWith("Akka.", StringComparison.Ordinal) == true);
        AssertNoneShown(Actors, type => type.Namespace?.StartsWith("TorchSharp", StringComparison.Ordinal) == true);
    }

    private static void AssertNone(Assembly room, Func<string, bool> forbidden)
    {
        var found = room.GetReferencedAssemblies().Select(reference => reference.Name!).Where(forbidden).ToList();
        Assert.True(found.Count == 0, $"{room.GetName().Name} must not refer to {string.Join(", ", found)}.");
    }

    private static void AssertNoneShown(Assembly room, Func<Type, bool> forbidden)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var found =
            from type in room.GetExportedTypes()
            from member in type.GetMembers(declared)
            from shown in member switch
            {
                MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType),
                PropertyInfo property => [property.PropertyType],
                FieldInfo field => [field.FieldType],
                _ => Enumerable.Empty<Type>(),
            }
            where forbidden(shown)
            select $"{type.Name}.{member.Name} shows {shown}";
        var list = found.ToList();
        Assert.True(list.Count == 0, string.Join("; ", list));
    }
}
