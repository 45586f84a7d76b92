using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>Each part's share of the cores: <c>dreamer.threads</c>. 0 shares out the machine's cores.</summary>
public sealed record ThreadOptions
{
    /// <summary>Of the world-model learner.</summary>
    [Description("Threads of the world-model learner; 0 = its share of the cores.")]
    [Range(0, 256)]
    public int Learner { get; init; }

    /// <summary>Of imagination.</summary>
    [Description("Threads of imagination; 0 = its share of the cores.")]
    [Range(0, 256)]
    public int Imagination { get; init; }

    /// <summary>Of each environment's and the evaluator's policy.</summary>
    [Description("Threads of each acting policy.")]
    [Range(1, 256)]
    public int Acting { get; init; } = 1;
}
