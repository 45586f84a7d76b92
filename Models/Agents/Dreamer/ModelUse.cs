namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>What a set of world-model networks is for.</summary>
public enum ModelUse
{
    /// <summary>Encoder and dynamics.</summary>
    Acting,

    /// <summary>Also reward and continue.</summary>
    Dreaming,

    /// <summary>Also the decoder.</summary>
    Training,
}
