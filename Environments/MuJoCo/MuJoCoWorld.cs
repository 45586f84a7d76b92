using System.Text;

namespace AkkaDreamer.Environments.MuJoCo;

/// <summary>
/// A model and its state in libmujoco, owned. Numbers are MuJoCo's own memory, float64, SI units and radians: what is written to positions, velocities, controls or to the model counts from the next
/// call on. Used by one thread at a time. Errors inside MuJoCo, and its warnings of a state that went wrong, throw <see cref="EnvironmentFaultException"/>.
/// </summary>
internal sealed unsafe class MuJoCoWorld : IDisposable
{
    private readonly (nint Start, int Count)[] arrays;
    private nint handle;

    /// <summary>Compiles a model. Throws <see cref="ArgumentException"/>, with one line that says what to do, where MuJoCo cannot be used.</summary>
    public MuJoCoWorld(string xml)
    {
        if (MuJoCoInstallation.Missing is { } missing) throw new ArgumentException(missing);
        var bytes = Encoding.UTF8.GetBytes(xml);
        handle = MuJoCoLibrary.Open(bytes, bytes.Length);
        if (handle == 0) throw new EnvironmentFaultException($"MuJoCo refuses the model: {MuJoCoLibrary.Message}");
        arrays = [.. Enum.GetValues<MuJoCoArray>().Select(what => (MuJoCoLibrary.Numbers(handle, what, out var count), count))];
    }

    /// <summary>Generalised positions, one or more numbers a joint.</summary>
    public Span<double> Positions => this[MuJoCoArray.Positions];

    /// <summary>Generalised velocities.</summary>
    public Span<double> Velocities => this[MuJoCoArray.Velocities];

    /// <summary>What the actuators are told.</summary>
    public Span<double> Controls => this[MuJoCoArray.Controls];

    /// <summary>Contacts of the last computed state.</summary>
    public int Contacts => Count(MuJoCoCount.Contacts);

    /// <summary>For the renderer.</summary>
    internal nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(MuJoCoWorld));

    /// <summary>An array; its length is fixed by the model.</summary>
    public Span<double> this[MuJoCoArray what]
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle == 0, this);
            var (start, count) = arrays[(int)what];
            return new Span<double>((void*)start, count);
        }
    }

    /// <summary>A number of the model or the state.</summary>
    public int Count(MuJoCoCount what, int index = 0) => MuJoCoLibrary.Count(Handle, what, index);

    /// <summary>The index of a named part. Throws <see cref="ArgumentException"/> when the model has none of that name.</summary>
    public int Find(MuJoCoKind kind, string name)
    {
        var index = MuJoCoLibrary.Find(Handle, kind, name);
        return index >= 0 ? index : throw new ArgumentException($"The model has no {kind} '{name}'.", nameof(name));
    }

    /// <summary>Where the numbers of a named sensor begin in <see cref="MuJoCoArray.Sensors"/>.</summary>
    public int FindSensor(string name) => Count(MuJoCoCount.SensorStart, Find(MuJoCoKind.Sensor, name));

    /// <summary>Back to the model's own start state, everything else cleared.</summary>
    public void Reset() => Check(MuJoCoLibrary.Reset(Handle));

    /// <summary>Computes everything that follows from the state, with actuators at rest. <paramref name="tolerant"/>: warnings of a bad state are of no interest.</summary>
    public void Forward(bool tolerant = false) => Check(MuJoCoLibrary.Forward(Handle, 0, tolerant ? 1 : 0));

    /// <summary>
    /// One control step of some physics steps, as dm_control's engine makes it: positions, velocities and what follows from them are those of the new state afterwards, while what follows from
    /// accelerations (touch, force, torque, accelerometer) is that of the last physics step before it.
    /// </summary>
    public void Step(int physicsSteps) => Check(MuJoCoLibrary.Step(Handle, physicsSteps));

    /// <summary>Makes a site invisible.</summary>
    public void HideSite(int site) => MuJoCoLibrary.HideSite(Handle, site);

    /// <summary>Sets the clock, in seconds.</summary>
    public void SetTime(double seconds) => MuJoCoLibrary.SetTime(Handle, seconds);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle != 0) MuJoCoLibrary.Close(handle);
        handle = 0;
    }

    private static void Check(int succeeded)
    {
        if (succeeded == 0) throw new EnvironmentFaultException($"MuJoCo: {MuJoCoLibrary.Message}.");
    }
}
