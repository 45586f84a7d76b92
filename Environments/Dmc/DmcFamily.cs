using System.Collections.Immutable;
using System.Xml.Linq;
using AkkaDreamer.Environments.Dmc.Tasks;
using AkkaDreamer.Environments.MuJoCo;

namespace AkkaDreamer.Environments.Dmc;

/// <summary>
/// The family <c>dmc</c>: the DeepMind Control Suite's 20 tasks of visual control and the walking humanoid (Tassa et al. 2018; rules as of dm_control 985d094), on libmujoco. Each is seen as the suite's vectors, as
/// pictures of 64 x 64 x 3 bytes, or both. 1000 control steps an episode; action repeat 2, as in published scores.
/// </summary>
internal static class DmcFamily
{
    private const int ControlSteps = 1000;
    private static readonly ImmutableArray<ObservationKind> Any = [ObservationKind.Vector, ObservationKind.Image, ObservationKind.Both];

    private static readonly ImmutableArray<Entry> Entries =
    [
        new("acrobot-swingup", "Swing two links up by the joint between them, and hold their end near a point above", 4, 230, "acrobot.xml", world => new AcrobotTask(world)),
        new("ball-in-cup-catch", "Swing a ball on a string into a cup", 27, 972, "ball-in-cup.xml", world => new BallInCupTask(world)),
        new("cartpole-balance", "Keep a pole upright on a cart", 320, 994, "cartpole.xml", world => new CartpoleTask(world, swingUp: false, sparse: false)),
        new("cartpole-balance-sparse", "As cartpole-balance, rewarded only while the pole is upright and the cart in the middle", 42, 970, "cartpole.xml", world => new CartpoleTask(world, swingUp: false, sparse: true)),
        new("cartpole-swingup", "Swing a pole up with a cart and hold it", 50, 860, "cartpole.xml", world => new CartpoleTask(world, swingUp: true, sparse: false)),
        new("cartpole-swingup-sparse", "As cartpole-swingup, rewarded only while the pole is upright and the cart in the middle", 0, 758, "cartpole.xml", world => new CartpoleTask(world, swingUp: true, sparse: true)),
        new("cheetah-run", "Run on two legs in a plane, up to 10 m/s", 7, 836, "cheetah.xml", world => new CheetahTask(world)),
        new("finger-spin", "Keep a body spinning with a finger", 1, 589, "finger.xml", world => new FingerTask(world, radius: null)),
        new("finger-turn-easy", "Turn a body with a finger until its end is in a large target", 135, 883, "finger.xml", world => new FingerTask(world, radius: 0.07)),
        new("finger-turn-hard", "Turn a body with a finger until its end is in a small target", 74, 905, "finger.xml", world => new FingerTask(world, radius: 0.03)),
        new("hopper-hop", "Hop forward on one leg in a plane, at 2 m/s", 0, 227, "hopper.xml", world => new HopperTask(world, hop: true)),
        new("hopper-stand", "Stand on one leg in a plane", 1, 902, "hopper.xml", world => new HopperTask(world, hop: false)),
        new("humanoid-walk", "Get up and walk, a human figure of 21 joints, at 1 m/s", 1, 1000, "humanoid.xml", world => new HumanoidTask(world, speed: 1)),
        new("pendulum-swingup", "Swing a pendulum up with a weak motor and hold it", 2, 738, "pendulum.xml", world => new PendulumTask(world)),
        new("quadruped-run", "Get up and run on four legs, at 5 m/s", 106, 612, "quadruped.xml", world => new QuadrupedTask(world, speed: 5), Floor(100)),
        new("quadruped-walk", "Get up and walk on four legs, at 0.5 m/s", 194, 809, "quadruped.xml", world => new QuadrupedTask(world, speed: 0.5)),
        new("reacher-easy", "Keep the finger of an arm of two links in a large target", 42, 953, "reacher.xml", world => new ReacherTask(world, radius: 0.05)),
        new("reacher-hard", "Keep the finger of an arm of two links in a small target", 9, 855, "reacher.xml", world => new ReacherTask(world, radius: 0.015)),
        new("walker-run", "Run on two legs in a plane, at 8 m/s", 25, 685, "walker.xml", world => new WalkerTask(world, speed: 8)),
        new("walker-stand", "Stand on two legs in a plane", 130, 975, "walker.xml", world => new WalkerTask(world, speed: 0)),
        new("walker-walk", "Walk on two legs in a plane, at 1 m/s", 41, 960, "walker.xml", world => new WalkerTask(world, speed: 1)),
    ];

    /// <summary>Every task with its random return and DreamerV3's at a million control steps from images; for the humanoid, of which that is not known, the most that can be had.</summary>
    public static TaskFamily Family { get; } = TaskFamily.Listed("dmc", "DeepMind Control Suite on MuJoCo (libmujoco, which setup.sh installs).", [.. Entries.Select(entry => new TaskDescription(
        $"dmc:{entry.Name}", $"{entry.What} (reward 0 to 1 a step).", Any, 2, ControlSteps, entry.RandomReturn, entry.SolvedReturn,
        options => new DmcEnvironment(entry.Xml(drawn: options.Observation != ObservationKind.Vector), entry.Rules, options)))]);

    /// <summary>The model of a task, MJCF. Only a <paramref name="drawn"/> one has a sky, which costs most of the time of compiling it and 12 MB.</summary>
    internal static string Model(string name, bool drawn = false) => Find(name).Xml(drawn);

    /// <summary>The rules of a task over a world made of its model.</summary>
    internal static SuiteTask Rules(string name, MuJoCoWorld world) => Find(name).Rules(world);

    private static Action<XElement> Floor(double halfLength) => root =>
        root.Descendants("geom").Single(geom => (string?)geom.Attribute("name") == "floor").SetAttributeValue("size", $"{halfLength} {halfLength} 0.5");

    private static Entry Find(string name) => Entries.Single(entry => entry.Name == name);

    private sealed record Entry(
        string Name, string What, double RandomReturn, double SolvedReturn, string File, Func<MuJoCoWorld, SuiteTask> Rules, Action<XElement>? Edit = null)
    {
        public string Xml(bool drawn) => SuiteModel.Read(File, root =>
        {
            if (!drawn) root.Descendants("texture").Single(texture => (string?)texture.Attribute("type") == "skybox").Remove();
            Edit?.Invoke(root);
        });
    }
}
