using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Environments.Bsuite;

/// <summary>Options of <c>bsuite:deep-sea</c>, <c>dreamer.task.deep-sea</c> in configuration.</summary>
public sealed record DeepSeaOptions
{
    /// <summary>N: rows and columns; bsuite measures 10, 12, ... 50.</summary>
    [Description("deep-sea: N, rows and columns of the sea and decisions of an episode (bsuite: 10, 12, ... 50).")]
    [Range(2, 1000)]
    public int Size { get; init; } = 10;

    /// <summary>Which action goes right is drawn per cell from this seed; 0: action 1 does everywhere.</summary>
    [Description("deep-sea: seed from which it is drawn per cell which of the two actions goes right, as in bsuite; 0 = action 1 goes right everywhere.")]
    [Range(0, int.MaxValue)]
    public int Mapping { get; init; }

    /// <summary>Right fails with p = 1/N, and the reward of the last row's ends is noisy.</summary>
    [Description("deep-sea: going right fails with p = 1/N and the last row's outer cells pay standard normal noise (bsuite's deep_sea_stochastic).")]
    public bool Stochastic { get; init; }
}
