using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

/// <summary>The gate against environments, a learner and an imagination that speak the protocol over a network that loses, doubles and reorders, and that die.</summary>
public sealed class GateModelTests
{
    [Theory]
    [InlineData(Schedule.Overlapped)]
    [InlineData(Schedule.Lockstep)]
    public void The_ratio_holds_and_nobody_waits_for_ever_whatever_the_network_does(Schedule schedule)
    {
        var cases = ArbMap.Default.ArbFor<(ulong Seed, byte Environments, byte Credit, byte Ratio, byte Loss, byte Pretrain)>();
        Prop.ForAll(cases, made => Play(schedule, made.Seed, 1 + (made.Environments % 4), 1 + (made.Credit % 6), 0.5 + (made.Ratio % 40), made.Loss % 60, made.Pretrain % 12))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(new FsCheck.Replay(new Rnd(20_261_120, 7), null)));
    }

    private static void Play(Schedule schedule, ulong seed, int environments, int credit, double ratio, int loss, int pretrain)
    {
        var settings = new GateSettings { Schedule = schedule, Environments = environments, CreditSteps = credit, BatchSteps = 12, TrainRatio = ratio, Prefill = 15, Pretrain = pretrain, Budget = 120 };
        settings.Check();
        var world = new World(settings, new RandomState(seed), loss);
        for (var i = 0; i < 200_000 && !world.IsDone; i++) world.Step();
        Assert.True(world.IsDone, $"{string.Join('\n', GateDescription.Of(world.Gate))}\nafter {world.Gate.Steps} steps, {world.Gate.Updates} updates");
        Assert.Equal(world.Stored, world.Gate.Steps);
        Assert.Equal(120, world.Gate.Steps);
        Assert.Equal(world.Learned, world.Gate.Updates);
        Assert.InRange(world.Gate.Updates, pretrain + 1, long.MaxValue);
    }

    private sealed class World(GateSettings settings, RandomState random, int loss)
    {
        private readonly List<Action> network = [];
        private readonly Actor[] actors = [.. Enumerable.Range(0, settings.Environments).Select(i => new Actor { Environment = i, Stream = i })];
        private readonly Dictionary<long, (int Steps, bool IsStored)> chunks = []; // by a number of their own
        private long nextStream = settings.Environments, request, chunk;
        private long learning, dreamed; // the update the learner has in hand (0: none), the last that imagination did
        private bool learnerHas;

        public Gate Gate { get; private set; } = new() { Settings = settings };

        public long Stored { get; private set; }

        public long Learned { get; private set; }

        public bool IsDone { get; private set; }

        public void Step()
        {
            switch (random.NextInt64(10))
            {
                case < 5 when network.Count > 0:
                    var i = (int)random.NextInt64(network.Count); // any order
                    var message = network[i];
                    if (random.NextInt64(100) >= loss / 2) network.RemoveAt(i); // else it comes twice
                    message();
                    break;
                case 5:
                    foreach (var actor in actors) Act(actor);
                    break;
                case 6:
                    Learn();
                    break;
                case 7:
                    if (dreamed < Learned) dreamed++;
                    var (behaviour, version) = (dreamed, dreamed);
                    if (behaviour > 0) Send(() => Tell(new BehaviourFinished(behaviour, version)));
                    break;
                case 8 when random.NextInt64(40) == 0:
                    Die(actors[random.NextInt64(actors.Length)]);
                    break;
                case 9 when random.NextInt64(20) == 0:
                    Tell(new CutAsked());
                    break;
            }

            if (network.Count > 200) network.RemoveRange(0, 100); // a network that is full loses the oldest
        }

        private void Act(Actor actor)
        {
            if (actor.Chunk != 0)
            {
                var (number, stream) = (actor.Chunk, actor.Stream);
                Send(() => Store(actor, number, stream)); // repeated until acknowledged
            }
            else
            {
                if (actor.Request == 0) actor.Request = ++request;
                var (asked, stream) = (actor.Request, actor.Stream);
                Send(() => Tell(new CreditAsked(actor.Environment, stream, asked)));
            }
        }

        private void Store(Actor actor, long number, long stream)
        {
            if (actor.Stream == stream && !chunks[number].IsStored)
            {
                chunks[number] = (chunks[number].Steps, true);
                Stored += chunks[number].Steps;
                Tell(new StepsStored(actor.Environment, stream, chunks[number].Steps, Stored >= 12));
            }

            Send(() =>
            {
                if (actor.Chunk == number) actor.Chunk = 0;
            });
        }

        private void Die(Actor actor)
        {
            var stream = actor.Stream;
            actor.Stream = nextStream++;
            (actor.Request, actor.Chunk) = (0, 0);
            Tell(new StreamGone(actor.Environment, stream, Stored >= 12)); // death watch is not lost
        }

        private void Learn()
        {
            if (learnerHas)
            {
                if (Learned < learning) Learned = learning;
                var done = learning;
                Send(() =>
                {
                    Tell(new UpdateFinished(done));
                    if (done > Gate.Updates) return;
                    Send(() =>
                    {
                        if (learning == done) learnerHas = false;
                    });
                });
            }
            else
            {
                var (id, update) = (++request, Learned + 1);
                Send(() => Tell(new BatchAsked(id, update)));
            }
        }

        private void Send(Action message)
        {
            if (random.NextInt64(100) >= loss) network.Add(message);
        }

        private void Tell(GateInput input)
        {
            var (before, (next, outputs)) = (Gate, Gate.Handle(input));
            Gate = next;
            foreach (var output in outputs) Do(output);
            if (before.Pretraining && next.Pretraining) Assert.True(next.Outstanding <= before.Outstanding, "somebody may act while pretraining lasts");
            if (Gate.LearningFrom is null) return;
            var apart = Gate.Owed - Gate.Replayed;
            var allowed = settings.Schedule == Schedule.Overlapped ? settings.ToleranceReplayed : (settings.TrainRatio * settings.CreditSteps) + settings.BatchSteps;
            Assert.InRange(apart, -allowed - settings.BatchSteps, allowed + 1e-6); // rounding
            if (settings.Schedule == Schedule.Lockstep) Assert.True(Gate.Outstanding == 0 || Gate.Quiet, "somebody acts while somebody learns");
        }

        private void Do(GateOutput output)
        {
            switch (output)
            {
                case GiveCredit credit:
                    var actor = actors[credit.Environment];
                    Send(() =>
                    {
                        if (actor.Stream != credit.Stream || actor.Request != credit.RequestId) return;
                        actor.Request = 0;
                        actor.Chunk = ++chunk;
                        chunks[chunk] = (credit.Steps, false);
                    });
                    break;
                case GiveBatch batch:
                    Send(() =>
                    {
                        if (learnerHas || batch.Update != Learned + 1) return;
                        (learnerHas, learning) = (true, batch.Update);
                    });
                    break;
                case CaptureCut capture:
                    Assert.Equal(capture.Cut.Update, capture.At.Updates);
                    break;
                case AnnounceBudgetSpent:
                    Assert.False(IsDone);
                    IsDone = true;
                    break;
            }
        }

        private sealed class Actor
        {
            public int Environment { get; init; }

            public long Stream { get; set; }

            public long Request { get; set; } // 0: none is out

            public long Chunk { get; set; } // 0: none is unacknowledged
        }
    }
}
