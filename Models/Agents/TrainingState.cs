using System.Globalization;
using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Optimisation;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents;

/// <summary>
/// What a trainer carries from one update to the next: sets of networks by name, each with its optimiser, the generator that it draws from, and how many updates were made. In a snapshot, networks stand
/// under <c>NAME/</c> and their optimiser's state under <c>NAME-optimiser/</c>.
/// </summary>
internal sealed class TrainingState(Device device, ulong seed) : IDisposable
{
    private readonly List<Part> parts = [];

    public Generator Generator { get; } = new(seed, device);

    /// <summary>Updates made.</summary>
    public long Version { get; private set; }

    /// <summary>Takes networks that were declared in <paramref name="weights"/>: allocates them and draws their first values. The weights belong to this state from then on.</summary>
    public void Add(string name, Weights weights, Precision precision, OptimiserSettings settings)
    {
        weights.Allocate(device, precision, trained: true).Initialise(Generator);
        parts.Add(new Part(name, weights, Optimisers.Create(weights, settings)));
    }

    /// <summary>
    /// Steps the networks by the gradients that a backward pass left, all of them or those that <paramref name="moves"/> names. Throws <see cref="NonFiniteException"/> before anything has changed when
    /// the norm of any gradient is not a number. Gives the norms, named <c>gradient/NAME</c>.
    /// </summary>
    public KeyValuePair<string, double>[] Step(Func<string, bool>? moves = null)
    {
        foreach (var part in parts) part.Weights.GatherGradient();
        var norms = parts.Select(part => KeyValuePair.Create($"gradient/{part.Name}", part.Optimiser.GradientNorm())).ToArray();
        if (!norms.All(norm => double.IsFinite(norm.Value)))
            throw new NonFiniteException($"The norm of a gradient is not finite ({string.Join(", ", norms.Select(norm => $"{norm.Key} {norm.Value:g4}"))}); nothing was updated.");
        foreach (var (part, norm) in parts.Zip(norms))
            if (moves?.Invoke(part.Name) ?? true) part.Optimiser.Step(norm.Value);
        Version++;
        return norms;
    }

    /// <summary>Counts an update that had nothing to learn from.</summary>
    public void Skip() => Version++;

    /// <summary>A copy of everything; <paramref name="more"/> adds what else the trainer keeps.</summary>
    public StateSnapshot Capture(Action<SnapshotWriter>? more = null)
    {
        var writer = new SnapshotWriter();
        foreach (var part in parts)
        {
            writer.Add(part.Name + "/", part.Weights);
            part.Optimiser.Capture(writer, part.Name + "-optimiser/");
        }

        more?.Invoke(writer);
        writer.Add("generator", Generator);
        writer.Add("version", Version.ToString(CultureInfo.InvariantCulture));
        return writer.Finish();
    }

    /// <summary>Takes everything back from a snapshot, of which all networks are looked at before the first is changed; <paramref name="more"/> takes what <see cref="Capture"/>'s added.</summary>
    public void Restore(StateSnapshot snapshot, Action<SnapshotReader>? more = null)
    {
        var reader = new SnapshotReader(snapshot);
        foreach (var part in parts) reader.Check(part.Name + "/", part.Weights);
        more?.Invoke(reader);
        foreach (var part in parts)
        {
            reader.Read(part.Name + "/", part.Weights);
            part.Optimiser.Restore(reader, part.Name + "-optimiser/");
        }

        reader.Read("generator", Generator);
        Version = reader.Number("version");
    }

    public void Dispose()
    {
        foreach (var part in parts)
        {
            part.Optimiser.Dispose();
            part.Weights.Dispose();
        }

        Generator.Dispose();
    }

    private sealed record Part(string Name, Weights Weights, IOptimiser Optimiser);
}
