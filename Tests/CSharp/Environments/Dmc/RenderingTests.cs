using AkkaDreamer.Environments;
using AkkaDreamer.Environments.Distractors;
using AkkaDreamer.Environments.Dmc;
using AkkaDreamer.Environments.MuJoCo;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Dmc;

public sealed class RenderingTests
{
    private const int Size = 64;

    private static readonly string[][] Golden = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Environments", "Dmc", "Golden", "pictures.csv")).Select(line => line.Split(','))];

    public static TheoryData<string> Pictures => [.. Golden.Select(cells => cells[0])];

    /// <summary>Golden/pictures.csv holds mean colours of blocks of 8 x 8 pixels, drawn from the suite's own models with Golden/pictures.c.</summary>
    [MuJoCoTheory]
    [MemberData(nameof(Pictures))]
    public void Pictures_look_as_the_suites(string name)
    {
        var cells = Golden.Single(cells => cells[0] == name);
        using var world = new MuJoCoWorld(DmcFamily.Model(name, drawn: true));
        var task = DmcFamily.Rules(name, world);
        using var renderer = new MuJoCoRenderer(world, MuJoCoRendering.Auto, Size, Size, fast: false);
        world.Reset();
        world.Forward();
        Assert.Equal(int.Parse(cells[1]), task.Camera);
        var picture = renderer.Draw(task.Camera);
        for (var i = 0; i < 192; i++)
        {
            var (row, column, channel) = (i / 3 / 8, i / 3 % 8, i % 3);
            var mean = Enumerable.Range(0, 64).Average(pixel => (double)picture[(3 * ((Size * ((8 * row) + (pixel / 8))) + (8 * column) + (pixel % 8))) + channel]);
            Assert.True(Math.Abs(mean - int.Parse(cells[2 + i])) < 4, $"block {row}, {column}, channel {channel}: the suite {cells[2 + i]}, here {mean:g4}");
        }
    }

    [MuJoCoFact]
    public void Equal_seeds_give_equal_pictures_on_whatever_threads_they_are_drawn()
    {
        var here = Film(7);
        var elsewhere = new List<byte[]>[6];
        var threads = Enumerable.Range(0, elsewhere.Length).Select(i => new Thread(() => elsewhere[i] = Film(i == 0 ? 8ul : 7))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.NotEqual(here, elsewhere[0]);
        foreach (var same in elsewhere[1..]) Assert.Equal(here, same);
    }

    [MuJoCoFact]
    public void A_repeated_action_shows_what_its_last_step_shows_and_sums_the_rewards()
    {
        using var repeated = TaskCatalog.Open("dmc:cartpole-balance", new TaskOptions { Observation = ObservationKind.Both, Repeat = 3, TimeLimit = 8 });
        using var single = TaskCatalog.Open("dmc:cartpole-balance", new TaskOptions { Observation = ObservationKind.Both, Repeat = 1, TimeLimit = 8 });
        Assert.Equal(single.Reset(2).Observation.Arrays[2], repeated.Reset(2).Observation.Arrays[2]);
        foreach (var times in new[] { 3, 3, 2 })
        {
            var all = repeated.Step([0.7f]);
            var steps = Enumerable.Range(0, times).Select(_ => single.Step([0.7f])).ToList();
            Assert.Equal(steps.Sum(step => step.Reward), all.Reward, 1e-6);
            for (var i = 0; i < 3; i++) Assert.Equal(steps[^1].Observation.Arrays[i], all.Observation.Arrays[i]);
            Assert.Equal(steps[^1].IsLast, all.IsLast);
        }
    }

    [MuJoCoFact]
    public void An_environment_may_be_made_stepped_and_disposed_on_different_threads()
    {
        IEnvironment? environment = null;
        EnvironmentStep? step = null;
        OnAThread(() => environment = Open("dmc:pendulum-swingup", ObservationKind.Both));
        OnAThread(() => step = environment!.Reset(1));
        OnAThread(() => step = environment!.Step([1]));
        OnAThread(environment!.Dispose);
        Assert.Equal([2, 1, 3 * Size * Size], step!.Observation.Arrays.Select(array => array.Length));
    }

    [MuJoCoFact]
    public void Fast_pictures_show_the_same_scene_in_other_light()
    {
        using var suite = TaskCatalog.Open("dmc:walker-stand", new TaskOptions { Observation = ObservationKind.Image });
        using var fast = TaskCatalog.Open("dmc:walker-stand", new TaskOptions { Observation = ObservationKind.Image, Dmc = new DmcOptions { FastPictures = true } });
        var (slowPicture, fastPicture) = ((byte[])suite.Reset(3).Observation.Arrays[0], (byte[])fast.Reset(3).Observation.Arrays[0]);
        Assert.NotEqual(slowPicture, fastPicture);
        Assert.InRange(slowPicture.Zip(fastPicture, (a, b) => Math.Abs(a - b)).Average(), 0.5, 40);
    }

    /// <summary>What published work replaces: sky and floor, and nothing of what moves.</summary>
    [MuJoCoTheory]
    [InlineData("dmc:walker-walk", false)]
    [InlineData("dmc:cheetah-run", false)]
    [InlineData("dmc:cartpole-swingup", true)]
    public void A_video_takes_the_place_of_sky_and_floor(string task, bool isFast)
    {
        var options = new TaskOptions { Observation = ObservationKind.Image, Dmc = new DmcOptions { FastPictures = isFast } };
        using var plain = TaskCatalog.Open(task, options);
        using var distracted = TaskCatalog.Open(task, options with { Background = new BackgroundOptions { Source = BackgroundSource.Procedural } });
        var (before, after) = ((byte[])plain.Reset(3).Observation.Arrays[0], (byte[])distracted.Reset(3).Observation.Arrays[0]);
        var kept = Enumerable.Range(0, Size * Size).Where(pixel => before.AsSpan(3 * pixel, 3).SequenceEqual(after.AsSpan(3 * pixel, 3))).ToList();
        Assert.InRange(kept.Count, 60, 1000); // of 4096
        for (var i = 0; i < before.Length; i += 3) if (before[i] >= before[i + 2] || before[i + 1] >= before[i + 2]) Assert.Contains(i / 3, kept);
        foreach (var corner in new[] { 0, Size - 1, Size * (Size - 1), (Size * Size) - 1 }) Assert.DoesNotContain(corner, kept);
    }

    [MuJoCoFact]
    public void A_process_that_draws_through_one_library_refuses_the_other_in_one_line()
    {
        using var first = Open("dmc:pendulum-swingup", ObservationKind.Image);
        var other = MuJoCoRenderer.Platform == MuJoCoRendering.Egl ? MuJoCoRendering.Osmesa : MuJoCoRendering.Egl;
        var refused = Assert.Throws<ArgumentException>(() => TaskCatalog.Open("dmc:pendulum-swingup", new TaskOptions { Observation = ObservationKind.Image, Dmc = new DmcOptions { Renderer = other } }));
        Assert.Contains("a process has one renderer", refused.Message);
    }

    /// <summary>Both in software here; a graphics device would differ by a few grey levels.</summary>
    [MuJoCoFact]
    public void Egl_and_OSMesa_draw_the_same_each_in_a_process_of_its_own()
    {
        Isolated.Prepare();
        byte[] Picture(MuJoCoRendering renderer)
        {
            using var there = IsolatedEnvironment.Open("dmc:hopper-stand", new TaskOptions { Observation = ObservationKind.Image, Dmc = new DmcOptions { Renderer = renderer } }, ProcessLimits.Default);
            there.Reset(4);
            return (byte[])there.Step([1, 0, 0, 0]).Observation.Arrays[0];
        }

        Assert.InRange(Picture(MuJoCoRendering.Egl).Zip(Picture(MuJoCoRendering.Osmesa), (a, b) => Math.Abs(a - b)).Average(), 0, 2);
    }

    private static IEnvironment Open(string task, ObservationKind observed) => TaskCatalog.Open(task, new TaskOptions { Observation = observed });

    private static List<byte[]> Film(ulong seed)
    {
        using var environment = Open("dmc:reacher-easy", ObservationKind.Image);
        var film = new List<byte[]> { (byte[])environment.Reset(seed).Observation.Arrays[0] };
        for (var t = 0; t < 5; t++) film.Add((byte[])environment.Step([1, -1]).Observation.Arrays[0]);
        return film;
    }

    private static void OnAThread(Action action)
    {
        Exception? fault = null;
        var thread = new Thread(() => fault = Record.Exception(action));
        thread.Start();
        thread.Join();
        Assert.Null(fault);
    }
}
