using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents;

/// <summary>Collects the numbers of an update; tensors are read together, in one copy to host memory.</summary>
public sealed class ScalarList
{
    private readonly List<(string Name, Tensor? Tensor, double Value)> values = [];

    /// <summary>A tensor of one number, read by <see cref="Read"/>.</summary>
    public void Add(string name, Tensor value) => values.Add((name, value, 0));

    /// <summary>A number known already.</summary>
    public void Add(string name, double value) => values.Add((name, null, value));

    /// <summary>Numbers known already.</summary>
    public void Add(IEnumerable<KeyValuePair<string, double>> numbers)
    {
        foreach (var (name, value) in numbers) Add(name, value);
    }

    /// <summary>Reads everything.</summary>
    public Scalars Read()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var tensors = values.Where(entry => entry.Tensor is not null).Select(entry => entry.Tensor!.detach().view([])).ToArray();
        var numbers = tensors.Length == 0 ? [] : stack(tensors).to(float32).to(CPU).data<float>().ToArray();
        var next = 0;
        return new Scalars([.. values.Select(entry => KeyValuePair.Create(entry.Name, entry.Tensor is null ? entry.Value : numbers[next++]))]);
    }

    /// <summary>One of the numbers just read. Throws <see cref="NonFiniteException"/> when any is not finite.</summary>
    public static void Check(Scalars scalars, string part)
    {
        foreach (var (name, value) in scalars.Values)
        {
            if (!double.IsFinite(value)) throw new NonFiniteException($"{part}: {name} is {value}; nothing was updated.");
        }
    }
}
