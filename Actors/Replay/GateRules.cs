using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Replay;

/// <summary>When the gate opens: the two schedules.</summary>
internal static class GateRules
{
    /// <summary>Grants everything that may be granted now.</summary>
    public static Gate Release(Gate gate, ImmutableList<GateOutput>.Builder outputs)
    {
        while (true)
        {
            if (CaptureIsDue(gate))
            {
                outputs.Add(new CaptureCut(gate.Marked!, gate));
                gate = gate with { Marked = null };
            }
            else if (NextToAct(gate) is { } environment)
            {
                gate = Credit(gate, environment, outputs);
            }
            else if (gate.Waiting is not null && MayUpdate(gate))
            {
                gate = Batch(gate, outputs);
            }
            else
            {
                break;
            }
        }

        if (gate.Announced || !gate.BudgetStored || !gate.Quiet || gate.Marked is not null || !(gate.LastGranted || gate.LearningFrom is null || gate.Settings.TrainRatio == 0)) return gate;
        outputs.Add(new AnnounceBudgetSpent());
        return gate with { Announced = true };
    }

    /// <summary>Whether the next update may be granted, were it asked for.</summary>
    public static bool MayUpdate(Gate gate)
    {
        var settings = gate.Settings;
        if (!gate.Sampleable || gate.LearningFrom is null || gate.LastGranted || settings.TrainRatio == 0) return false;
        if (settings.Schedule == Schedule.Lockstep)
            return gate.Quiet && gate.Outstanding == 0 && gate.Marked is null && (gate.Pays(gate.Granted + 1, 0) || gate.BudgetStored);
        if (gate.Granted - gate.Updates >= settings.BatchesAhead || gate.Granted - gate.Behaviour >= settings.Lag) return false;
        if (gate.Marked is { } mark && gate.Granted >= mark.Update && gate.Updates < mark.Update) return false;
        return gate.BudgetStored || gate.Pays(gate.Granted + 1, gate.ToleranceReplayed);
    }

    /// <summary>The environment that may act now and has asked; null when none.</summary>
    public static int? NextToAct(Gate gate)
    {
        if (gate.Settings.Schedule == Schedule.Lockstep)
            return gate.Claims.TryGetValue(gate.Turn, out var turn) && turn.Waiting is not null && LockstepMayAct(gate) ? gate.Turn : null;
        int? first = null;
        foreach (var (environment, claim) in gate.Claims)
            if (claim.Waiting is not null && claim.Outstanding <= gate.Settings.CreditSteps && OverlappedSteps(gate) > 0 && (first is null || claim.Arrival < gate.Claims[first.Value].Arrival)) first = environment;
        return first;
    }

    /// <summary>Lockstep: acting is next, whosever turn it is. Every environment must have shown itself, or the first checkpoint could not ask it for its state.</summary>
    public static bool LockstepMayAct(Gate gate) =>
        gate.Claims.Count == gate.Settings.Environments && gate.Quiet && gate.Outstanding == 0 && gate.Marked is null && gate.Steps < gate.Settings.Budget
        && !(gate.LearningFrom is not null && gate.Sampleable && gate.Settings.TrainRatio > 0 && gate.Pays(gate.Granted + 1, 0));

    /// <summary>Overlapped: how many steps the next credit would have; 0 when acting must wait.</summary>
    public static int OverlappedSteps(Gate gate)
    {
        var (settings, ahead) = (gate.Settings, gate.Steps + gate.Outstanding);
        var steps = (int)Math.Min(settings.CreditSteps, settings.Budget - ahead);
        if (steps <= 0) return 0;
        if (gate.LearningFrom is not { } from)
        {
            if (ahead < settings.Prefill) return (int)Math.Min(steps, settings.Prefill - ahead);
            return gate.Outstanding == 0 ? steps : 0; // filled, but no stream is long enough yet
        }

        if (!gate.Sampleable) return steps; // nothing could be learned meanwhile
        if (gate.Pretraining) return 0;
        return settings.TrainRatio * (ahead + steps - from) <= gate.Replayed + gate.ToleranceReplayed ? steps : 0;
    }

    private static bool CaptureIsDue(Gate gate)
    {
        if (gate.Marked is not { } mark || gate.Updates < mark.Update) return false;
        return gate.Settings.Schedule == Schedule.Overlapped || (gate.Quiet && gate.Claims.Count == gate.Settings.Environments);
    }

    private static Gate Credit(Gate gate, int environment, ImmutableList<GateOutput>.Builder outputs)
    {
        var (settings, claim) = (gate.Settings, gate.Claims[environment]);
        var random = gate.LearningFrom is null || gate.Behaviour == 0; // there is no policy before the first update
        int steps;
        if (settings.Schedule == Schedule.Lockstep)
        {
            if (gate.TurnLeft == 0) gate = gate with { TurnLeft = settings.CreditSteps };
            var limit = gate.LearningFrom is null && gate.Steps < settings.Prefill ? settings.Prefill : long.MaxValue;
            steps = (int)Math.Min(gate.TurnLeft, Math.Min(settings.Budget, limit) - gate.Steps);
        }
        else
        {
            steps = OverlappedSteps(gate);
        }

        var version = settings.Schedule == Schedule.Lockstep ? gate.PolicyVersion : Math.Max(0, gate.PolicyVersion - settings.Lag);
        var credit = new GiveCredit(environment, claim.Stream, claim.Waiting!.Value, steps, random ? -1 : version, random);
        outputs.Add(credit);
        return gate with { Claims = gate.Claims.SetItem(environment, claim with { Waiting = null, Answer = credit, Outstanding = claim.Outstanding + steps }) };
    }

    private static Gate Batch(Gate gate, ImmutableList<GateOutput>.Builder outputs)
    {
        var update = gate.Granted + 1;
        var last = gate.IsLast(update);
        gate = gate with { Granted = update, LastGranted = last };
        if ((gate.CutWanted || last) && gate.Marked is null)
            gate = gate with { CutWanted = false, Marked = new CutMark(gate.LastCut + 1, update), LastCut = gate.LastCut + 1 };
        outputs.Add(new GiveBatch(gate.Waiting!.RequestId, update, gate.Marked?.Update == update ? gate.Marked : null, Again: false));
        return gate with { Waiting = null };
    }
}
