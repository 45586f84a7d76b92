/// Reference scores of 55 Atari games: uniformly random play, a professional tester (Mnih et al. 2015) and the world record (Toromanoff et al. 2019), as DreamerV2's Appendix K lists them.
module AkkaDreamer.Experiments.AtariScores

let private game name random human record = $"atari:{name}", { Random = random; Human = Some human; Record = Some record }

/// By name of the task, atari:pong.
let all =
    Map.ofList
        [ game "alien" 229.0 7128.0 251916.0
          game "amidar" 6.0 1720.0 104159.0
          game "assault" 222.0 742.0 8647.0
          game "asterix" 210.0 8503.0 1000000.0
          game "asteroids" 719.0 47389.0 10506650.0
          game "atlantis" 12850.0 29028.0 10604840.0
          game "bank_heist" 14.0 753.0 82058.0
          game "battle_zone" 2360.0 37188.0 801000.0
          game "beam_rider" 364.0 16926.0 999999.0
          game "berzerk" 124.0 2630.0 1057940.0
          game "bowling" 23.0 161.0 300.0
          game "boxing" 0.0 12.0 100.0
          game "breakout" 2.0 30.0 864.0
          game "centipede" 2091.0 12017.0 1301709.0
          game "chopper_command" 811.0 7388.0 999999.0
          game "crazy_climber" 10780.0 35829.0 219900.0
          game "demon_attack" 152.0 1971.0 1556345.0
          game "double_dunk" (-19.0) (-16.0) 22.0
          game "enduro" 0.0 860.0 9500.0
          game "fishing_derby" (-92.0) (-39.0) 71.0
          game "freeway" 0.0 30.0 38.0
          game "frostbite" 65.0 4335.0 454830.0
          game "gopher" 258.0 2412.0 355040.0
          game "gravitar" 173.0 3351.0 162850.0
          game "hero" 1027.0 30826.0 1000000.0
          game "ice_hockey" (-11.0) 1.0 36.0
          game "james_bond" 7.0 303.0 45550.0
          game "kangaroo" 52.0 3035.0 1424600.0
          game "krull" 1598.0 2666.0 104100.0
          game "kung_fu_master" 258.0 22736.0 1000000.0
          game "montezuma_revenge" 0.0 4753.0 1219200.0
          game "ms_pacman" 307.0 6952.0 290090.0
          game "name_this_game" 2292.0 8049.0 25220.0
          game "phoenix" 761.0 7243.0 4014440.0
          game "pitfall" (-229.0) 6464.0 114000.0
          game "pong" (-21.0) 15.0 21.0
          game "private_eye" 25.0 69571.0 101800.0
          game "qbert" 164.0 13455.0 2400000.0
          game "riverraid" 1338.0 17118.0 1000000.0
          game "road_runner" 12.0 7845.0 2038100.0
          game "robotank" 2.0 12.0 76.0
          game "seaquest" 68.0 42055.0 999999.0
          game "skiing" (-17098.0) (-4337.0) (-3272.0)
          game "solaris" 1236.0 12327.0 111420.0
          game "space_invaders" 148.0 1669.0 621535.0
          game "star_gunner" 664.0 10250.0 77400.0
          game "tennis" (-24.0) (-8.0) 21.0
          game "time_pilot" 3568.0 5229.0 65300.0
          game "tutankham" 11.0 168.0 5384.0
          game "up_n_down" 533.0 11693.0 82840.0
          game "venture" 0.0 1188.0 38900.0
          game "video_pinball" 16257.0 17668.0 89218328.0
          game "wizard_of_wor" 564.0 4756.0 395300.0
          game "yars_revenge" 3093.0 54577.0 15000105.0
          game "zaxxon" 32.0 9173.0 83700.0 ]

/// Those of some tasks, for Scores of an experiment.
let among (tasks: Variant list) =
    Map.ofList [ for task in tasks do match all.TryFind task.Name with Some scores -> task.Label, scores | None -> () ]
