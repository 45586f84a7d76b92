namespace AkkaDreamer.Environments;

/// <summary>
/// The cart-pole of the DeepMind Control Suite (suite/cartpole.xml at dm_control 985d094) as equations of motion, with what MuJoCo computes for that model.
/// Cart 1 kg on a slider, damping 5e-4; pole 0.1 kg, a capsule of radius 0.045 m around a segment of 1 m that begins at the hinge, damping 2e-6; gravity 9.81; force = 10 x control,
/// control within [-1, 1]; classical Runge-Kutta of fourth order, step 0.01 s, control held. The slider's limits, +-1.8 m, are MuJoCo's soft constraint (solref 0.08 1, solimp 0.9 0.95 0.001),
/// whose convex programme has a closed form for one constraint. With M the mass matrix, q = (x, theta), l = 0.5 m and J the pole's inertia about the hinge:
/// (m_c + m_p) x'' + m_p l cos(theta) theta'' = 10 u + m_p l sin(theta) theta'^2 - d_x x' + limit;
/// m_p l cos(theta) x'' + J theta'' = m_p g l sin(theta) - d_theta theta'.
/// </summary>
public sealed record CartpolePhysics
{
    /// <summary>Seconds of one step.</summary>
    public const double StepTime = 0.01;

    /// <summary>The slider is limited to plus and minus this many metres.</summary>
    public const double Limit = 1.8;

    private const double CartMass = 1;
    private const double PoleMass = 0.1;
    private const double HalfLength = 0.5;
    private const double Radius = 0.045;
    private const double Gravity = 9.81;
    private const double Gear = 10;

    // A capsule is a cylinder of the segment's length and two half spheres, of one density (mass shares 3L : 4r). About its middle, across its axis, then moved to the hinge.
    private const double SphereMass = PoleMass * 4 * Radius / ((4 * Radius) + (3 * 2 * HalfLength));
    private const double CylinderMass = PoleMass - SphereMass;
    private const double MiddleInertia =
        (CylinderMass * ((3 * Radius * Radius) + (4 * HalfLength * HalfLength)) / 12)
        + (SphereMass * ((2 * Radius * Radius / 5) + (2 * HalfLength * ((3 * Radius) + (4 * HalfLength)) / 8)));

    private const double Mass = CartMass + PoleMass;
    private const double Moment = PoleMass * HalfLength;
    private const double Inertia = MiddleInertia + (Moment * HalfLength);

    // MuJoCo's limit constraint: reference acceleration -b v - k d r with r the (negative) distance and impedance d(r); regularised by (1 - d)/d times the inverse weight at the upright pose.
    private const double MinImpedance = 0.9;
    private const double MaxImpedance = 0.95;
    private const double ImpedanceWidth = 0.001;
    private const double LimitTime = 0.08;
    private const double LimitStiffness = 1 / (MaxImpedance * MaxImpedance * LimitTime * LimitTime);
    private const double LimitDamping = 2 / (MaxImpedance * LimitTime);
    private const double InverseWeight = Inertia / ((Mass * Inertia) - (Moment * Moment));

    /// <summary>Damping of the slider in N s/m; the suite's 5e-4 unless a test of energy sets it to 0.</summary>
    public double SliderDamping { get; init; } = 5e-4;

    /// <summary>Damping of the hinge in N m s; the suite's 2e-6.</summary>
    public double HingeDamping { get; init; } = 2e-6;

    /// <summary>The state 0.01 s later under a control, which is clipped to [-1, 1].</summary>
    public CartpoleState Step(CartpoleState state, double control)
    {
        var force = Gear * Math.Clamp(control, -1, 1);
        var k1 = Rates(state, force);
        var k2 = Rates(Along(state, k1, StepTime / 2), force);
        var k3 = Rates(Along(state, k2, StepTime / 2), force);
        var k4 = Rates(Along(state, k3, StepTime), force);
        double Mean(Func<CartpoleState, double> part) => (part(k1) + (2 * part(k2)) + (2 * part(k3)) + part(k4)) / 6;
        return Along(state, new CartpoleState(Mean(k => k.Position), Mean(k => k.Angle), Mean(k => k.Velocity), Mean(k => k.AngularVelocity)), StepTime);
    }

    /// <summary>Kinetic and potential energy in J, 0 for the pole at rest at the height of the hinge.</summary>
    public static double Energy(CartpoleState state) =>
        (0.5 * Mass * state.Velocity * state.Velocity)
        + (Moment * Math.Cos(state.Angle) * state.Velocity * state.AngularVelocity)
        + (0.5 * Inertia * state.AngularVelocity * state.AngularVelocity)
        + (Moment * Gravity * Math.Cos(state.Angle));

    private static CartpoleState Along(CartpoleState state, CartpoleState rates, double time) => new(
        state.Position + (time * rates.Position),
        state.Angle + (time * rates.Angle),
        state.Velocity + (time * rates.Velocity),
        state.AngularVelocity + (time * rates.AngularVelocity));

    private CartpoleState Rates(CartpoleState state, double force)
    {
        var (sin, cos) = Math.SinCos(state.Angle);
        var coupling = Moment * cos;
        var determinant = (Mass * Inertia) - (coupling * coupling);
        var onCart = force + (Moment * sin * state.AngularVelocity * state.AngularVelocity) - (SliderDamping * state.Velocity);
        var onPole = (Moment * Gravity * sin) - (HingeDamping * state.AngularVelocity);
        var free = ((Inertia * onCart) - (coupling * onPole)) / determinant;
        onCart += LimitForce(state, free, Inertia / determinant);
        return new CartpoleState(
            state.Velocity,
            state.AngularVelocity,
            ((Inertia * onCart) - (coupling * onPole)) / determinant,
            ((Mass * onPole) - (coupling * onCart)) / determinant);
    }

    private static double LimitForce(CartpoleState state, double acceleration, double inverseMass)
    {
        var side = state.Position > 0 ? -1.0 : 1.0; // the direction in which the limit pushes
        var distance = Limit - Math.Abs(state.Position);
        if (distance >= 0) return 0;
        var depth = Math.Min(1, -distance / ImpedanceWidth);
        var impedance = MinImpedance + ((MaxImpedance - MinImpedance) * (depth <= 0.5 ? 2 * depth * depth : 1 - (2 * (1 - depth) * (1 - depth))));
        var reference = (-LimitDamping * side * state.Velocity) - (LimitStiffness * impedance * distance);
        var regulariser = (1 - impedance) / impedance * InverseWeight;
        return side * Math.Max(0, (reference - (side * acceleration)) / (inverseMass + regulariser));
    }
}
