namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>x</summary>
public static class NodeProgram
{
    public static Task Run(string[] arguments) => Task.CompletedTask;
}
