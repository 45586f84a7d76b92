namespace AkkaDreamer.Tests.Support;

/// <summary>Faults that a <see cref="FakeAgent"/> meets, counted in calls over the whole process so that a restart does not meet them again.</summary>
public sealed class FakeFaults
{
    private int modelCalls;
    private int behaviourCalls;

    /// <summary>Calls of the world model's Train (from 1) whose loss is not finite.</summary>
    public Func<int, bool> ModelNotFinite { get; init; } = _ => false;

    /// <summary>Calls of the world model's Train that throw something unexpected.</summary>
    public Func<int, bool> ModelCrashes { get; init; } = _ => false;

    /// <summary>Calls of the behaviour's Train whose loss is not finite.</summary>
    public Func<int, bool> BehaviourNotFinite { get; init; } = _ => false;

    /// <summary>Calls of the behaviour's Train that throw something unexpected.</summary>
    public Func<int, bool> BehaviourCrashes { get; init; } = _ => false;

    /// <summary>Calls of the world model's Train so far.</summary>
    public int ModelCalls => Volatile.Read(ref modelCalls);

    /// <summary>Calls of the behaviour's Train so far.</summary>
    public int BehaviourCalls => Volatile.Read(ref behaviourCalls);

    internal int NextModelCall() => Interlocked.Increment(ref modelCalls);

    internal int NextBehaviourCall() => Interlocked.Increment(ref behaviourCalls);
}
