using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>
/// Images made grey and stacked with the frames before them, in channels, the oldest first; where an episode begins its first frame stands for those before it. Vectors pass unchanged.
/// </summary>
public sealed class FrameStack
{
    private readonly ObservationSettings settings;
    private readonly AgentSpaces spaces;

    /// <summary>For an agent's inputs.</summary>
    public FrameStack(ObservationSettings settings, AgentSpaces spaces)
    {
        (this.settings, this.spaces) = (settings, spaces);
        Before = spaces.Inputs.Any(input => input.IsImage) ? settings.Frames - 1 : 0;
        Stacked = spaces with { Inputs = [.. spaces.Inputs.Select(input => input.IsImage ? input with { Shape = [input.Shape[0], input.Shape[1], settings.Frames * Channels(input)] } : input)] };
    }

    /// <summary>What the observation model sees.</summary>
    public AgentSpaces Stacked { get; }

    /// <summary>How many steps of a sequence serve only as frames of later ones.</summary>
    public int Before { get; }

    /// <summary>Sequences of T steps to observations of the last T - <see cref="Before"/>: per input [T',B,...] flattened to [T'*B,...]. <paramref name="first"/> [T,B]: where episodes begin.</summary>
    public Tensor[] Sequences(Tensor[] observations, Tensor first, int length, int batch)
    {
        var kept = length - Before;
        var sources = Before == 0 ? [] : Sources(first, length, batch);
        return [.. spaces.Inputs.Select((input, i) =>
        {
            if (!input.IsImage) return Before == 0 ? observations[i] : observations[i].narrow(0, (long)Before * batch, (long)kept * batch);
            var images = Grey(observations[i], input);
            return Before == 0 ? images : cat([.. sources.Select(source => images.index_select(0, source))], -1);
        })];
    }

    /// <summary>One observation with the frames remembered, [1,...] per input, and what to remember: the frames before the next, one array per image input.</summary>
    public (Tensor[] Observations, float[][] Remembered) Next(Tensor[] observations, IReadOnlyList<float[]>? remembered)
    {
        if (Before == 0) return ([.. spaces.Inputs.Select((input, i) => input.IsImage ? Grey(observations[i], input) : observations[i])], []);
        var (stacks, kept) = (new Tensor[observations.Length], new List<float[]>());
        for (var i = 0; i < stacks.Length; i++)
        {
            stacks[i] = observations[i];
            if (!spaces.Inputs[i].IsImage) continue;
            var image = Grey(observations[i], spaces.Inputs[i]);                                                // [1,H,W,C]
            long[] shape = [.. image.shape[..^1], image.shape[^1] * Before];
            var before = remembered is null ? image.repeat(1, 1, 1, Before) : tensor(remembered[kept.Count], shape, device: image.device);
            stacks[i] = cat([before, image], -1);
            kept.Add(stacks[i].narrow(-1, image.shape[^1], shape[^1]).contiguous().to(CPU).data<float>().ToArray());
        }

        return (stacks, [.. kept]);
    }

    /// <summary>How many numbers of frames are remembered, per image input.</summary>
    public IEnumerable<int> Remembered => Before == 0 ? [] : spaces.Inputs.Where(input => input.IsImage).Select(input => input.Shape[0] * input.Shape[1] * Channels(input) * Before);

    /// <summary>For each frame of a stack, the oldest first: where in [T*B] it lies, for every kept step [T'*B].</summary>
    private Tensor[] Sources(Tensor first, int length, int batch)
    {
        var steps = arange(length, int64, first.device).unsqueeze(1);                                           // [T,1]
        var begun = steps.mul(first.to(int64)).cummax(0).values;                                                // [T,B]: the step where the episode, or else the sequence, began
        return [.. Enumerable.Range(0, settings.Frames).Select(frame =>
        {
            var source = maximum(steps - (Before - frame), begun).mul(batch) + arange(batch, int64, first.device);
            return source.narrow(0, Before, length - Before).reshape(-1);
        })];
    }

    private int Channels(InputSpec input) => settings.Grey ? 1 : input.Shape[2];

    // ITU-R BT.601 luma.
    private Tensor Grey(Tensor images, InputSpec input) => !settings.Grey || input.Shape[2] == 1 ? images
        : input.Shape[2] == 3 ? (images * tensor(new[] { 0.299f, 0.587f, 0.114f }, device: images.device)).sum(-1, keepdim: true)
        : images.mean([-1], keepdim: true);
}
