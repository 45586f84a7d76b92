using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Learning;

/// <summary>World model and behaviour as captured at one cut, for one of the two that begin from it. They come back together. Released once used, or a run would carry its weights twice.</summary>
public sealed class CheckpointHalves(StateSnapshot worldModel, StateSnapshot behaviour)
{
    private (StateSnapshot WorldModel, StateSnapshot Behaviour)? held = (worldModel, behaviour);

    /// <summary>The world model's part. Throws <see cref="ObjectDisposedException"/> after <see cref="Release"/>.</summary>
    public StateSnapshot WorldModel => Held.WorldModel;

    /// <summary>The behaviour's part. Throws <see cref="ObjectDisposedException"/> after <see cref="Release"/>.</summary>
    public StateSnapshot Behaviour => Held.Behaviour;

    private (StateSnapshot WorldModel, StateSnapshot Behaviour) Held => held ?? throw new ObjectDisposedException(nameof(CheckpointHalves));

    /// <summary>Lets go of both.</summary>
    public void Release() => held = null;
}
