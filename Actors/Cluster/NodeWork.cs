using Akka.Actor;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>What a node does for one run from one admission to its end: mirrors of imagination and replay, and between them the same environments, or the same evaluator, as in the learner's process.</summary>
public sealed class NodeWork : ReceiveActor
{
    private const int LongestLine = 400;

    private readonly IActorRef guest;
    private readonly IActorRef mirror;
    private readonly IActorRef worker;

    /// <summary>Work of the kind that <paramref name="settings"/> say, for the run behind <paramref name="guest"/>.</summary>
    public NodeWork(NodeSettings settings, Admitted admitted, NodePart part, IActorRef guest)
    {
        this.guest = guest;
        mirror = Context.ActorOf(Props.Create(() => new PolicyMirror(settings, guest, admitted.Generation, part.WeightBytes)), "policy");
        var relay = Context.ActorOf(Props.Create(() => new ReplayRelay(settings.Keep, guest, settings.Tick)), "replay"); // an evaluator's has nothing to do but what was left behind
        worker = settings.Role == NodeRole.Evaluator ? Evaluator(settings, part) : Environments(settings, admitted, part, relay);

        Receive<RequestPolicy>(mirror.Forward);
        Receive<CreditGranted>(granted => mirror.Tell(granted));
        Receive<Evaluate>(asked => worker.Tell(asked));
        Receive<GenerationBegan>(began =>
        {
            mirror.Tell(began);
            worker.Tell(new PolicyRestarted(0));
        });
        Receive<PolicyTaken>(taken => Context.Parent.Tell(taken));
        Receive<EnvironmentsGone>(gone => Context.Parent.Tell(gone));
        Receive<ILocalMessage>(_ => { }); // pictures stay here
        Receive<IReport>(report =>
        {
            Context.Parent.Tell(report);
            guest.Tell(Short(report));
        });
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    private static IActorRef Environments(NodeSettings settings, Admitted admitted, NodePart part, IActorRef relay)
    {
        var group = new EnvironmentGroupSettings { Count = settings.Count, First = admitted.FirstEnvironment, Environment = part.Environment, NextStream = admitted.FirstStream, Dispatcher = settings.Dispatcher };
        return Context.ActorOf(Props.Create(() => new EnvironmentGroup(group, relay)), "environments");
    }

    private static IActorRef Evaluator(NodeSettings settings, NodePart part)
    {
        var evaluator = part.Evaluator;
        return Context.ActorOf(Props.Create(() => new Evaluator(evaluator)).WithDispatcher(settings.EvaluatorDispatcher), "evaluator");
    }

    private static IReport Short(IReport report) => report switch
    {
        FaultSeen fault => fault with { Line = OneLine.Cut(fault.Line, LongestLine) },
        Waiting { For: { } what } wait => wait with { For = OneLine.Cut(what, LongestLine) },
        _ => report,
    };
}
