namespace AkkaDreamer.Environments;

/// <summary>State of cart and pole: position (m) and angle (rad, 0 upright, positive towards +x), and their rates.</summary>
public readonly record struct CartpoleState(double Position, double Angle, double Velocity, double AngularVelocity);
