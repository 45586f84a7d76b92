namespace AkkaDreamer.Environments;

/// <summary>What an environment is held to, or watched for, by <see cref="EnvironmentCheck"/>.</summary>
public enum ContractRule
{
    /// <summary>It can be made, its spaces make sense, are the same in every one that is made, and never change.</summary>
    Spaces,

    /// <summary>A reset gives IsFirst alone and reward 0.</summary>
    Reset,

    /// <summary>A step never says IsFirst, nor IsTerminal without IsLast.</summary>
    Flags,

    /// <summary>Rewards are finite.</summary>
    Rewards,

    /// <summary>Observations have the arrays, element types and lengths of their spaces, and finite numbers.</summary>
    Observations,

    /// <summary>Nothing is thrown by a reset or by a step with an allowed action, the ends of its range included.</summary>
    Failures,

    /// <summary>A step before the first reset or after the end throws <see cref="InvalidOperationException"/>.</summary>
    Order,

    /// <summary>Equal seeds and actions give equal observations, rewards and flags: in the same environment, in another one, and while others are played beside it.</summary>
    Determinism,

    /// <summary>A reset in the middle of an episode begins a new one like any other.</summary>
    ResetWithin,

    /// <summary><see cref="IEnvironment.Repeat"/> is what so many steps are.</summary>
    Repeats,

    /// <summary>Arrays that were handed out are never written to or handed out again, and what the receiver writes to them changes nothing.</summary>
    Arrays,

    /// <summary>It can be disposed, more than once too.</summary>
    Disposal,

    /// <summary>Seeds, ranges, ends and speed that are allowed and yet seldom meant.</summary>
    Habits,
}
