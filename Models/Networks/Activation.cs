namespace AkkaDreamer.Models.Networks;

/// <summary>The nonlinearity of hidden layers.</summary>
public enum Activation
{
    /// <summary>x sigmoid(x): DreamerV3, MuDreamer, TWM.</summary>
    Silu,

    /// <summary>x above zero, exp(x) - 1 below: Dreamer V1, V2, RePo.</summary>
    Elu,

    /// <summary>max(0, x): PlaNet.</summary>
    Relu,
}
