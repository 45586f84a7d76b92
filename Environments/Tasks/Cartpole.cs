using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>
/// The four cart-pole tasks of the DeepMind Control Suite (suite/cartpole.py at dm_control 985d094): swing up or balance, smooth or sparse reward.
/// Start, swing-up: position 0.01 N(0,1), angle pi + 0.01 N(0,1); balance: position U(-0.1, 0.1), angle U(-0.034, 0.034); rates 0.01 N(0,1).
/// Reward, smooth: (1 + cos)/2 (1 + tol(x, 2))/2 (4 + max(0, 1 - u^2))/5 (1 + tol(theta', 5))/2 with tol(v, m) = 0.1^((v/m)^2); sparse: 1 where |x| &lt;= 0.25 and cos &gt;= 0.995. In [0, 1] per step.
/// One action in [-1, 1]. Never ends by itself: 1000 steps of 0.01 s are its time limit (see <see cref="TimeLimit"/>).
/// Observations: <c>position</c> float32 [3] (x, cos, sin of the angle), <c>velocity</c> float32 [2]; <c>image</c> uint8 [64, 64, 3].
/// </summary>
public sealed class Cartpole : IEnvironment
{
    private readonly bool swingUp;
    private readonly bool sparse;
    private readonly ObservationKind observed;
    private readonly CartpolePhysics physics = new();
    private CartpoleState state;
    private bool playing;

    /// <summary>One of the four tasks.</summary>
    public Cartpole(bool swingUp, bool sparse, ObservationKind observed = ObservationKind.Vector)
    {
        (this.swingUp, this.sparse, this.observed) = (swingUp, sparse, observed);
        var spaces = ImmutableArray.CreateBuilder<ObservationSpace>();
        if (observed != ObservationKind.Image)
        {
            spaces.Add(new ObservationSpace("position", ElementType.Float32, [3]));
            spaces.Add(new ObservationSpace("velocity", ElementType.Float32, [2]));
        }

        if (observed != ObservationKind.Vector) spaces.Add(Canvas.Space);
        Spaces = new EnvironmentSpaces(spaces.ToImmutable(), ContinuousActions.Unit(1));
    }

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; }

    /// <summary>Where cart and pole are, for tests and pictures.</summary>
    public CartpoleState State => state;

    /// <summary>The smooth reward of a state that was reached under a control.</summary>
    public static double SmoothReward(CartpoleState state, double control)
    {
        var upright = (1 + Math.Cos(state.Angle)) / 2;
        var centred = (1 + Tolerance(state.Position, 2)) / 2;
        var smallControl = (4 + Math.Max(0, 1 - (control * control))) / 5;
        var smallVelocity = (1 + Tolerance(state.AngularVelocity, 5)) / 2;
        return upright * smallControl * smallVelocity * centred;
    }

    /// <summary>The sparse reward: 1 in the middle and upright, else 0.</summary>
    public static double SparseReward(CartpoleState state) => Math.Abs(state.Position) <= 0.25 && Math.Cos(state.Angle) >= 0.995 ? 1 : 0;

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        var random = new EpisodeRandom(seed);
        var (position, angle) = swingUp
            ? (0.01 * random.NextNormal(), Math.PI + (0.01 * random.NextNormal()))
            : (random.Uniform(-0.1, 0.1), random.Uniform(-0.034, 0.034));
        state = new CartpoleState(position, angle, 0.01 * random.NextNormal(), 0.01 * random.NextNormal());
        playing = true;
        return new EnvironmentStep(Observe(), 0, IsFirst: true, IsLast: false, IsTerminal: false);
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (!playing) throw new InvalidOperationException("cartpole: no episode was begun; call Reset first.");
        state = physics.Step(state, action[0]);
        var reward = sparse ? SparseReward(state) : SmoothReward(state, action[0]);
        return new EnvironmentStep(Observe(), (float)reward, IsFirst: false, IsLast: false, IsTerminal: false);
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private static double Tolerance(double value, double margin) => Math.Pow(0.1, value / margin * (value / margin));

    private Observation Observe()
    {
        var arrays = ImmutableArray.CreateBuilder<Array>(Spaces.Observations.Length);
        if (observed != ObservationKind.Image)
        {
            var (sin, cos) = Math.SinCos(state.Angle);
            arrays.Add(new[] { (float)state.Position, (float)cos, (float)sin });
            arrays.Add(new[] { (float)state.Velocity, (float)state.AngularVelocity });
        }

        if (observed != ObservationKind.Vector) arrays.Add(CartpolePicture.Draw(state));
        return new Observation(arrays.MoveToImmutable());
    }
}
