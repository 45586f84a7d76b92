namespace AkkaDreamer.Environments;

/// <summary>How frames become what an agent sees, and its choices what is pressed: a preset with what the options say otherwise.</summary>
/// <param name="Size">Side of the picture in pixels.</param>
/// <param name="Grey">One channel instead of three.</param>
/// <param name="GreyFirst">Grey levels are taken of each frame (ALE's weights, rounded; Gymnasium's AtariPreprocessing), not of the finished picture (truncated; DreamerV3).</param>
/// <param name="Filter">How a frame is made smaller.</param>
/// <param name="Pool">The brightest of so many last frames is seen at each point.</param>
/// <param name="Sticky">Probability per frame that the emulator presses what it pressed before.</param>
/// <param name="LeastNoops">No-ops at the start of an episode are drawn uniformly from this...</param>
/// <param name="MostNoops">... to this.</param>
/// <param name="AllActions">All 18 actions, not only those that do something in the game.</param>
/// <param name="Fire">Where the game's second action is FIRE, it is pressed after the start and after each lost life.</param>
internal sealed record AtariPreprocessing(int Size, bool Grey, bool GreyFirst, ImageFilter Filter, int Pool, double Sticky, int LeastNoops, int MostNoops, bool AllActions, bool Fire)
{
    /// <summary>What options say.</summary>
    public static AtariPreprocessing Of(AtariOptions options)
    {
        var preset = options.Preset switch
        {
            AtariPreset.DreamerV3 => new AtariPreprocessing(96, Grey: true, GreyFirst: false, ImageFilter.Triangle, 2, 0.25, 0, 30, AllActions: true, Fire: false),
            AtariPreset.DreamerV3Short => new AtariPreprocessing(64, Grey: false, GreyFirst: false, ImageFilter.Triangle, 2, 0, 0, 30, AllActions: false, Fire: false),
            AtariPreset.DreamerV2 => new AtariPreprocessing(64, Grey: true, GreyFirst: true, ImageFilter.Area, 2, 0.25, 1, 30, AllActions: false, Fire: false),
            AtariPreset.Twm => new AtariPreprocessing(64, Grey: true, GreyFirst: true, ImageFilter.Area, 2, 0, 1, 30, AllActions: false, Fire: true),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Preset, "There is no such preset."),
        };
        return preset with
        {
            Size = options.Size ?? preset.Size,
            Grey = options.Grey ?? preset.Grey,
            Pool = options.Pool ?? preset.Pool,
            Sticky = options.Sticky ?? preset.Sticky,
            LeastNoops = Math.Min(preset.LeastNoops, options.Noops ?? preset.MostNoops),
            MostNoops = options.Noops ?? preset.MostNoops,
            AllActions = options.AllActions ?? preset.AllActions,
            Fire = options.Fire ?? preset.Fire,
        };
    }
}
