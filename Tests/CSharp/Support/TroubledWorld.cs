using System.Runtime.InteropServices;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Tests.Support;

/// <summary>C# tasks that behave for two steps, and at the third do what their name says: the process that plays them must bear it. Registered by the test and by the child alike.</summary>
public sealed class TroubledWorld(string how) : IEnvironment
{
    public const string Throws = "troubled-throws", Hangs = "troubled-hangs", Leaks = "troubled-leaks", Dies = "troubled-dies", Crashes = "troubled-crashes", Prints = "troubled-prints";
    public const string Make = "troubled-make", Resets = "troubled-resets", NaN = "troubled-nan", Length = "troubled-length", Spaced = "troubled-spaces", Flags = "troubled-flags";
    private static readonly EnvironmentSpaces Others = EnvironmentSpaces.Of(ContinuousActions.Unit(2), ObservationSpace.Vector("echo", 3));
    private readonly List<byte[]> hoard = [];
    private int steps;

    public static TaskDescription Describe(string name, string? how = null) => new(name, "Behaves for two steps.", [ObservationKind.Vector], 1, 0, 0, 1, _ => (how ?? name) == Make ? throw new InvalidOperationException("no licence for this simulator") : new TroubledWorld(how ?? name));

    public static void Register()
    {
        foreach (var name in new[] { Throws, Hangs, Leaks, Dies, Crashes, Prints, Make, Resets, NaN, Length, Spaced, Flags }) TaskCatalog.Register(Describe(name));
    }

    public EnvironmentSpaces Spaces { get; private set; } = EnvironmentSpaces.Of(ContinuousActions.Unit(2), ObservationSpace.Vector("echo", 2), ObservationSpace.Image("picture", 5, 7, 3));

    public EnvironmentStep Reset(ulong seed)
    {
        steps = 0;
        if (how == Resets) throw new InvalidOperationException("the track is closed");
        return EnvironmentStep.First(See([(float)seed, Environment.ProcessId]));
    }

    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (++steps >= 3) Misbehave();
        if (steps >= 3 && how == NaN) return EnvironmentStep.Next(See([float.NaN, 0]), 0);
        if (steps >= 3 && how == Length) return EnvironmentStep.Next(See(new float[3]), 0);
        if (steps >= 3 && how == Flags) return EnvironmentStep.First(See([0, 0]));
        return steps < 10 ? EnvironmentStep.Next(See([.. action]), action[0]) : EnvironmentStep.End(See([.. action]), 1);
    }

    public void Dispose()
    {
    }

    private static Observation See(float[] echo) => Observation.OfAll(echo, Enumerable.Range(0, 105).Select(i => (byte)i).ToArray());

    private void Misbehave()
    {
        switch (how)
        {
            case Throws: throw new InvalidOperationException("the rope tore");
            case Hangs: new ManualResetEvent(false).WaitOne(); break;
            case Leaks:
                while (true)
                {
                    hoard.Add(GC.AllocateUninitializedArray<byte>(1 << 20));
                    Array.Fill(hoard[^1], (byte)1);
                }

            case Dies:
                Console.Error.WriteLine("the last words");
                Environment.Exit(9);
                break;
            case Crashes: Marshal.WriteByte(0x7000_0000, 0); break; // where nothing is mapped: no exception in .NET, but the end
            case Spaced: Spaces = Others; break;
            case Prints: Console.WriteLine("noise"); break;
        }
    }
}
