using AkkaDreamer.Environments;

namespace AkkaDreamer.Tests.Support;

/// <summary>Lets isolated environments of the test process be children of the test assembly (<see cref="ChildProgram"/>), as a host's are of the host.</summary>
public static class Isolated
{
    /// <summary>Called by every test that isolates.</summary>
    public static void Prepare()
    {
        TroubledWorld.Register();
        EnvironmentChild.ServedBy("dotnet", "exec", typeof(Isolated).Assembly.Location, EnvironmentChild.Command);
    }
}
