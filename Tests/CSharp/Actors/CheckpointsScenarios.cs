using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

public sealed class CheckpointsScenarios : ActorScenario
{
    private static readonly ImmutableSortedSet<string> Parts = [CheckpointParts.WorldModel, CheckpointParts.Imagination, CheckpointParts.Replay];
    private readonly RunFolder folder = TestRuns.Folder();

    [Fact]
    public void A_cut_whose_parts_are_all_there_is_written_and_repeated_until_replay_records_it()
    {
        var (parent, checkpoints) = Start();
        var written = Write(parent, checkpoints, 1);
        Assert.True(File.Exists(Path.Combine(folder.Path, written.Folder, "world-model.safetensors")));
        Advance(1);
        Assert.Equal(written, parent.ExpectMsg<CheckpointWritten>());
        checkpoints.Tell(new CheckpointRecorded(written.Cut, written.Folder, written.ManifestSha256), parent);
        var complete = parent.ExpectMsg<CheckpointComplete>();
        Assert.Equal((written.Cut, 64), (complete.Cut, complete.Digest.Length));
        Advance(2);
        Assert.Empty(Drain(parent));
    }

    [Fact]
    public void A_part_that_comes_twice_or_is_not_expected_makes_no_checkpoint()
    {
        var (parent, checkpoints) = Start();
        checkpoints.Tell(Part(1, CheckpointParts.Replay), parent);
        checkpoints.Tell(Part(1, CheckpointParts.Replay), parent);
        checkpoints.Tell(Part(1, CheckpointParts.Environment(0)), parent);
        Assert.Empty(Drain(parent));
    }

    [Fact]
    public void A_cut_whose_parts_do_not_come_is_given_up_and_says_what_is_missing()
    {
        var (parent, checkpoints) = Start();
        checkpoints.Tell(Part(1, CheckpointParts.Replay), parent);
        AwaitAssert(() =>
        {
            Advance(61);
            Assert.Contains(Drain(parent).OfType<CheckpointFailed>(), failed => failed.Reason.Contains("imagination, world-model", StringComparison.Ordinal));
        });
        checkpoints.Tell(Part(2, CheckpointParts.Replay), parent); // the next cut is a new beginning
        Assert.DoesNotContain(Drain(parent), message => message is CheckpointFailed);
    }

    [Fact]
    public void Only_the_newest_few_are_kept()
    {
        var (parent, checkpoints) = Start();
        for (var cut = 1; cut <= 4; cut++) Record(parent, checkpoints, Write(parent, checkpoints, cut));
        Assert.Equal(["000003-update-30", "000004-update-40"], Directory.GetDirectories(folder.Checkpoints).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_checkpoint_written_before_the_journal_has_the_last_one_costs_neither()
    {
        var (parent, checkpoints) = Start();
        var first = Write(parent, checkpoints, 1);
        var second = Write(parent, checkpoints, 2);
        Record(parent, checkpoints, first);
        Record(parent, checkpoints, second);
        Assert.Equal(["000001-update-10", "000002-update-20"], Directory.GetDirectories(folder.Checkpoints).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_disk_that_refuses_is_a_fault_with_one_line_and_leaves_nothing_behind()
    {
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.Checkpoints, "in the way");
        var (parent, checkpoints) = Start();
        foreach (var part in Parts) checkpoints.Tell(Part(1, part), parent);
        Assert.Equal("storage", parent.ExpectMsg<FaultSeen>().Class);
        Assert.Equal(1, parent.ExpectMsg<CheckpointFailed>().Cut.Cut);
    }

    [Fact]
    public void A_cut_that_replay_does_not_know_is_given_up()
    {
        var (parent, checkpoints) = Start();
        var written = Write(parent, checkpoints, 1);
        checkpoints.Tell(new CheckpointFailed(written.Cut, "learning went back"), parent);
        Assert.Equal("learning went back", parent.FishForMessage<CheckpointFailed>(_ => true).Reason);
        Advance(2);
        Assert.Empty(Drain(parent));
    }

    [Theory]
    [InlineData("torn")]
    [InlineData("flipped")]
    [InlineData("missing")]
    [InlineData("manifest")]
    [InlineData("whole")]
    public void The_newest_whole_checkpoint_is_found(string damage)
    {
        var (parent, checkpoints) = Start();
        var known = new List<KnownCheckpoint>();
        for (var cut = 1; cut <= 2; cut++)
        {
            var written = Write(parent, checkpoints, cut);
            Record(parent, checkpoints, written);
            known.Insert(0, new KnownCheckpoint(written.Cut, written.Folder, written.ManifestSha256));
        }

        var file = Path.Combine(folder.Path, known[0].Folder, damage == "manifest" ? "manifest.json" : "replay.safetensors");
        var bytes = File.ReadAllBytes(file);
        if (damage == "torn") File.WriteAllBytes(file, bytes[..^1]);
        else if (damage == "missing") File.Delete(file);
        else if (damage != "whole") File.WriteAllBytes(file, [.. bytes[..^2], (byte)(bytes[^2] ^ 1), bytes[^1]]);
        var (parent2, again) = Start("again");
        again.Tell(new FindCheckpoint(9, [.. known]), parent2);
        var found = parent2.ExpectMsg<CheckpointFound>();
        Assert.Equal(damage == "whole" ? 2 : 1, found.Checkpoint?.Cut.Cut);
        Assert.Equal(damage == "whole" ? 0 : 1, found.Rejected.Length);
        Assert.Equal(Part(damage == "whole" ? 2 : 1, "replay").State.Tensors[0].Bytes, found.Checkpoint!.Parts["replay"].Tensors[0].Bytes);
    }

    [Fact]
    public void Without_any_whole_checkpoint_there_is_none()
    {
        var (parent, checkpoints) = Start();
        checkpoints.Tell(new FindCheckpoint(1, [new KnownCheckpoint(new CutMark(1, 10), "checkpoints/000001-update-10", new string('0', 64))]), parent);
        var found = parent.ExpectMsg<CheckpointFound>();
        Assert.Null(found.Checkpoint);
        Assert.Contains("manifest.json is missing", Assert.Single(found.Rejected), StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    private static PartCaptured Part(long cut, string part) => new(
        new CutMark(cut, cut * 10),
        part,
        new StateSnapshot([new NamedTensor("numbers", "F32", [2], [.. BitConverter.GetBytes((float)cut), .. BitConverter.GetBytes(2f)])], ImmutableSortedDictionary<string, string>.Empty.Add("part", part)));

    private static CheckpointWritten Write(TestProbe parent, IActorRef checkpoints, long cut)
    {
        foreach (var part in Parts) checkpoints.Tell(Part(cut, part), parent);
        return parent.FishForMessage<CheckpointWritten>(written => written.Cut.Cut == cut);
    }

    private static void Record(TestProbe parent, IActorRef checkpoints, CheckpointWritten written)
    {
        checkpoints.Tell(new CheckpointRecorded(written.Cut, written.Folder, written.ManifestSha256), parent);
        parent.FishForMessage<CheckpointComplete>(complete => complete.Cut == written.Cut);
    }

    private (TestProbe Parent, IActorRef Checkpoints) Start(string name = "checkpoints")
    {
        var settings = new CheckpointSettings { RunFolder = folder.Path, Parts = Parts, Keep = 2 };
        return Child(name, Props.Create(() => new Checkpoints(settings)));
    }
}
