using System.Collections.Immutable;
using System.Globalization;

namespace AkkaDreamer.Actors.Replay;

/// <summary>Who waits for whom at the gate, in words.</summary>
public static class GateDescription
{
    /// <summary>One line per part that waits or is waited for.</summary>
    public static ImmutableArray<string> Of(Gate gate)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var environment in Enumerable.Range(0, gate.Settings.Environments).Union(gate.Claims.Keys)) lines.Add(Acting(gate, environment));
        lines.Add(Learning(gate));
        if (gate.Behaviour < gate.Updates) lines.Add($"imagination has not reported update {gate.Behaviour + 1} of {gate.Updates}");
        if (gate.Marked is { } mark) lines.Add($"cut {mark.Cut} waits for the report of update {mark.Update}");
        else if (gate.CutWanted) lines.Add("a checkpoint waits for the next grant to the learner");
        return lines.ToImmutable();
    }

    private static string Acting(Gate gate, int environment)
    {
        if (!gate.Claims.TryGetValue(environment, out var claim)) return $"environment {environment} has not asked for credit";
        if (claim.Outstanding > 0 && claim.Waiting is null) return $"environment {environment} has credit for {claim.Outstanding} steps of stream {claim.Stream} and has not handed them in";
        if (claim.Waiting is null) return $"environment {environment} (stream {claim.Stream}) does not ask for credit";
        if (gate.Steps + gate.Outstanding >= gate.Settings.Budget) return $"environment {environment} waits for credit, but the budget of {gate.Settings.Budget} decisions is spent";
        if (gate.Pretraining && gate.Sampleable) return $"environment {environment} waits for pretraining: {Math.Min(gate.Updates, gate.Behaviour)} of {gate.Settings.Pretrain} updates reported by learner and imagination";
        if (gate.Settings.Schedule == Schedule.Overlapped)
            return string.Create(CultureInfo.InvariantCulture, $"environment {environment} waits for the learner: {gate.Owed - gate.Replayed:0} replayed steps are owed, {gate.Settings.ToleranceReplayed:0} may be");
        var missing = Enumerable.Range(0, gate.Settings.Environments).Where(other => !gate.Claims.ContainsKey(other)).ToList();
        if (missing.Count > 0) return $"environment {environment} waits for environment {string.Join(", ", missing)} to show itself";
        return gate.Turn == environment ? $"environment {environment} waits for updates: {gate.Updates} reported, {gate.Granted} granted" : $"environment {environment} waits for its turn, after environment {gate.Turn}";
    }

    private static string Learning(Gate gate)
    {
        if (gate.Granted > gate.Updates && gate.Waiting is null) return $"the learner has batches up to {gate.Granted} and has reported {gate.Updates}";
        if (gate.Waiting is not { } asked) return $"the learner does not ask for batch {gate.Granted + 1}";
        if (gate.LearningFrom is null) return $"the learner waits for batch {asked.Update}: {gate.Steps} of {gate.Settings.Prefill} random steps are stored";
        if (!gate.Sampleable) return $"the learner waits for batch {asked.Update}: replay holds no whole sequence";
        if (gate.LastGranted) return "the learner waits, but every update of the budget is granted";
        if (gate.Settings.Schedule == Schedule.Overlapped && gate.Granted - gate.Behaviour >= gate.Settings.Lag) return $"the learner waits for imagination, which has reported update {gate.Behaviour}";
        return $"the learner waits for environments: batch {asked.Update} is not paid for by {gate.Steps} decisions";
    }
}
