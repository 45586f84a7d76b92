using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Evaluating;

/// <summary>One evaluation under way: the returns so far and the episode being played.</summary>
public sealed class Evaluation(Evaluate asked, EvaluatorSettings settings)
{
    /// <summary>What was asked for.</summary>
    public Evaluate Asked { get; } = asked;

    /// <summary>Whether the policy is here.</summary>
    public bool Begun { get; set; }

    /// <summary>Returns of finished episodes.</summary>
    public List<double> Returns { get; } = [];

    /// <summary>Faults of the environment so far.</summary>
    public int Faults { get; set; }

    /// <summary>Steps seen in this episode.</summary>
    public int Length { get; private set; }

    /// <summary>The policy's recurrent state in it.</summary>
    public PolicyState? State { get; set; }

    /// <summary>Seeds of its episodes.</summary>
    public RandomState Random { get; } = new(RandomState.Derive(settings.Seed, $"evaluation-{asked.Step}"));

    /// <summary>Frames of the first episode.</summary>
    public FilmStrip Picture { get; } = new(settings.Spaces, settings.PictureFrames);

    private double Sum { get; set; }

    /// <summary>A new episode.</summary>
    public void BeginEpisode() => (Length, Sum, State) = (0, 0, null);

    /// <summary>One more step of it.</summary>
    public void See(EnvironmentStep step)
    {
        Length++;
        Sum += step.Reward;
        if (Returns.Count == 0) Picture.Add(step.Observation);
    }

    /// <summary>It is over.</summary>
    public void EndEpisode() => Returns.Add(Sum);
}
