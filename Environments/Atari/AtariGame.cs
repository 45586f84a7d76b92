using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>
/// A game of the Arcade Learning Environment, with reference scores: uniformly random play, a professional tester (Mnih et al. 2015) and the world record (Toromanoff et al. 2019), as DreamerV2's Appendix K lists them.
/// </summary>
/// <param name="Name">In small letters with underscores: <c>pong</c>, <c>up_n_down</c>.</param>
/// <param name="Random">Mean score of uniformly random play; NaN where nobody knows, as of the other two.</param>
/// <param name="Human">Score of the human tester.</param>
/// <param name="Record">The record.</param>
public sealed record AtariGame(string Name, double Random, double Human, double Record)
{
    /// <summary>The games that can be asked for by name: 55 with scores, and 7 without.</summary>
    public static ImmutableArray<AtariGame> All { get; } =
    [
        new("alien", 229, 7128, 251916),
        new("amidar", 6, 1720, 104159),
        new("assault", 222, 742, 8647),
        new("asterix", 210, 8503, 1000000),
        new("asteroids", 719, 47389, 10506650),
        new("atlantis", 12850, 29028, 10604840),
        new("bank_heist", 14, 753, 82058),
        new("battle_zone", 2360, 37188, 801000),
        new("beam_rider", 364, 16926, 999999),
        new("berzerk", 124, 2630, 1057940),
        new("bowling", 23, 161, 300),
        new("boxing", 0, 12, 100),
        new("breakout", 2, 30, 864),
        new("centipede", 2091, 12017, 1301709),
        new("chopper_command", 811, 7388, 999999),
        new("crazy_climber", 10780, 35829, 219900),
        new("demon_attack", 152, 1971, 1556345),
        new("double_dunk", -19, -16, 22),
        new("enduro", 0, 860, 9500),
        new("fishing_derby", -92, -39, 71),
        new("freeway", 0, 30, 38),
        new("frostbite", 65, 4335, 454830),
        new("gopher", 258, 2412, 355040),
        new("gravitar", 173, 3351, 162850),
        new("hero", 1027, 30826, 1000000),
        new("ice_hockey", -11, 1, 36),
        new("james_bond", 7, 303, 45550),
        new("kangaroo", 52, 3035, 1424600),
        new("krull", 1598, 2666, 104100),
        new("kung_fu_master", 258, 22736, 1000000),
        new("montezuma_revenge", 0, 4753, 1219200),
        new("ms_pacman", 307, 6952, 290090),
        new("name_this_game", 2292, 8049, 25220),
        new("phoenix", 761, 7243, 4014440),
        new("pitfall", -229, 6464, 114000),
        new("pong", -21, 15, 21),
        new("private_eye", 25, 69571, 101800),
        new("qbert", 164, 13455, 2400000),
        new("riverraid", 1338, 17118, 1000000),
        new("road_runner", 12, 7845, 2038100),
        new("robotank", 2, 12, 76),
        new("seaquest", 68, 42055, 999999),
        new("skiing", -17098, -4337, -3272),
        new("solaris", 1236, 12327, 111420),
        new("space_invaders", 148, 1669, 621535),
        new("star_gunner", 664, 10250, 77400),
        new("tennis", -24, -8, 21),
        new("time_pilot", 3568, 5229, 65300),
        new("tutankham", 11, 168, 5384),
        new("up_n_down", 533, 11693, 82840),
        new("venture", 0, 1188, 38900),
        new("video_pinball", 16257, 17668, 89218328),
        new("wizard_of_wor", 564, 4756, 395300),
        new("yars_revenge", 3093, 54577, 15000105),
        new("zaxxon", 32, 9173, 83700),
        Unscored("adventure"), Unscored("air_raid"), Unscored("carnival"), Unscored("defender"), Unscored("elevator_action"), Unscored("journey_escape"), Unscored("pooyan"),
    ];

    /// <summary>The name of its ROM, without <c>.bin</c>.</summary>
    public string Rom => Name == "james_bond" ? "jamesbond" : Name;

    /// <summary>Its ID in Gymnasium once <c>ale_py</c> is imported.</summary>
    public string GymId => $"ALE/{string.Concat(Rom.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}-v5";

    /// <summary>The share of the way from random play to the human tester: the human-normalised score.</summary>
    public double HumanNormalised(double score) => (score - Random) / (Human - Random);

    private static AtariGame Unscored(string name) => new(name, double.NaN, double.NaN, double.NaN);
}
