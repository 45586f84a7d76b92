using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Native;

namespace AkkaDreamer.Actors;

/// <summary>
/// A trained agent that acts, without any actor system: <c>using var policy = Policy.Load(runFolder); var action = policy.Act(step);</c>. It takes the mode of its distribution, as evaluations do,
/// and keeps the recurrent state of the episode it is in. One episode at a time, one thread at a time.
/// </summary>
public sealed class Policy : IDisposable
{
    private readonly IPolicy policy;
    private PolicyState? state;

    private Policy(RunConfiguration configuration, EnvironmentSpaces spaces, IPolicy policy, long update)
    {
        (Configuration, Spaces, this.policy, Update) = (configuration, spaces, policy, update);
    }

    /// <summary>What the run was told.</summary>
    public RunConfiguration Configuration { get; }

    /// <summary>What it must be shown and what it answers.</summary>
    public EnvironmentSpaces Spaces { get; }

    /// <summary>The update whose weights these are.</summary>
    public long Update { get; }

    /// <summary>
    /// The policy of the newest whole checkpoint of a run folder. The run's environment need not be here. Throws <see cref="ConfigurationException"/> when it is no run folder, <see cref="InvalidDataException"/> when it has no whole
    /// checkpoint or one of another shape.
    /// </summary>
    public static Policy Load(string runFolder)
    {
        NativeEnvironment.Prepare();
        var folder = new RunFolder(runFolder);
        var configuration = ConfigurationReader.Kept(folder);
        var checkpoint = NewestCheckpoint.Load(folder);
        var spaces = SpacesFile.Read(folder) ?? Shown(configuration);
        var agent = AgentCatalog.Create(configuration, AgentSpacesOf.Environment(spaces));
        var policy = agent.CreatePolicy();
        policy.Load(checkpoint.Parts[CheckpointParts.WorldModel], checkpoint.Parts[CheckpointParts.Imagination]);
        return new Policy(configuration, spaces, policy, checkpoint.Cut.Update);
    }

    /// <summary>
    /// The environment of its task, with the options of training, or with others (more noise, shorter episodes) to see how it does there.
    /// Throws <see cref="ArgumentException"/> when these options show something else than the policy was trained on.
    /// </summary>
    public IEnvironment OpenEnvironment(TaskOptions? options = null)
    {
        var environment = RunWorlds.Open(Configuration, task: options);
        if (environment.Spaces.Observations.SequenceEqual(Spaces.Observations)) return environment;
        var shown = string.Join("; ", environment.Spaces.Observations);
        environment.Dispose();
        throw new ArgumentException($"The policy was trained on {string.Join("; ", Spaces.Observations)}; these options of dreamer.task show {shown}");
    }

    /// <summary>The seed of the n-th episode that it is judged by: numbered and marked, where training draws its own, so episodes that it never saw; equal for every policy of one run seed.</summary>
    public ulong SeedOf(int episode) => new EpisodeRandom(((ulong)Configuration.Run.Seed << 20) ^ 0xE7A1_0000_0000_0000 ^ (ulong)episode).NextUInt64();

    /// <summary>Plays whole episodes, the same ones every time, and gives their returns. Throws <see cref="OperationCanceledException"/> between two of them when told to stop.</summary>
    public double[] Play(int episodes, TaskOptions? options = null, CancellationToken stop = default)
    {
        var returns = new double[episodes];
        using var environment = new EpisodeStatistics(OpenEnvironment(options));
        for (var episode = 0; episode < episodes; episode++)
        {
            stop.ThrowIfCancellationRequested();
            for (var step = environment.Reset(SeedOf(episode)); !step.IsLast;) step = environment.Step(Act(step));
            returns[episode] = environment.Last!.Value.Return;
        }

        return returns;
    }

    /// <summary>Decides at a step; the first step of an episode forgets the one before.</summary>
    public float[] Act(EnvironmentStep step)
    {
        if (step.IsFirst) Forget();
        return Act(step.Observation);
    }

    /// <summary>Decides on seeing an observation; <see cref="Forget"/> at the start of each episode. Discrete actions are one-hot, continuous ones within [-1, 1].</summary>
    public float[] Act(Observation observation)
    {
        var decision = policy.Act(observation.Arrays, state, random: null);
        state = decision.State;
        return decision.Action;
    }

    /// <summary>Forgets the episode: the next observation begins a new one.</summary>
    public void Forget() => state = null;

    /// <inheritdoc/>
    public void Dispose() => policy.Dispose();

    // Of a run that was made before run folders told their spaces.
    private static EnvironmentSpaces Shown(RunConfiguration configuration)
    {
        using var world = RunWorlds.Open(configuration);
        return world.Spaces;
    }
}
