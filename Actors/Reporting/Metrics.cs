using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>Turns reports into metrics.jsonl, TensorBoard, pictures and the view. Tells nobody. A file that cannot be written is said in the log and shown as a fault; training goes on.</summary>
public sealed class Metrics : ReceiveActor, IWithTimers
{
    private readonly MetricsSettings settings;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly MetricsFile file;
    private readonly IScalarSink? tensorBoard;
    private readonly DateTimeOffset begun;
    private DateTimeOffset lastLine;
    private MetricsState state;

    /// <summary>Opens or continues the files of the run.</summary>
    public Metrics(MetricsSettings settings)
    {
        this.settings = settings;
        file = new MetricsFile(settings.File, settings.KeepBytes);
        tensorBoard = settings.TensorBoard?.Invoke();
        begun = lastLine = Context.System.SteadyNow();
        state = MetricsState.Resume(file.Seconds);

        Receive<PictureTaken>(OnPicture);
        Receive<IReport>(OnReport);
        Receive<Tick>(_ => OnTick());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer("tick", Tick.Instance, settings.Tick);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        Advance();
        WriteLine();
        settings.Board.Current = state.View;
        tensorBoard?.Dispose();
        file.Dispose();
    }

    private void OnReport(IReport report)
    {
        if (report is FaultSeen fault) log.Warning("{0} fault, {1}: {2}", fault.Class, fault.Source, fault.Line);
        Advance();
        (state, var now) = state.Take(report);
        if (!now.IsEmpty) Write(now, report is EvaluationFinished evaluation ? evaluation.Step : state.View.Steps);
    }

    private void OnPicture(PictureTaken taken) => Try(() =>
    {
        Directory.CreateDirectory(settings.Media);
        PngFile.Write(Path.Combine(settings.Media, taken.Name), taken.Picture.Width, taken.Picture.Height, taken.Picture.Pixels);
        var kind = taken.Name[..(taken.Name.IndexOf('-', StringComparison.Ordinal) + 1)];
        foreach (var old in Directory.GetFiles(settings.Media, $"{kind}*.png").Order(StringComparer.Ordinal).SkipLast(settings.KeepPictures)) File.Delete(old); // names have numbers of equal length
    });

    private void OnTick()
    {
        Advance();
        if (Context.System.SteadyNow() - lastLine >= settings.Every)
        {
            WriteLine();
            Try(() => tensorBoard?.Flush());
        }

        settings.Board.Current = state.View;
    }

    private void Advance() => state = state.At(file.Seconds + (Context.System.SteadyNow() - begun).TotalSeconds);

    private void WriteLine()
    {
        lastLine = Context.System.SteadyNow();
        (state, var values) = state.Line();
        Write([.. values, .. settings.Also()], state.View.Steps);
    }

    private void Write(IReadOnlyCollection<KeyValuePair<string, double>> values, long step) => Try(() =>
    {
        file.Append(state.View with { Steps = step }, values);
        if (tensorBoard is null) return;
        foreach (var (name, value) in values) tensorBoard.Scalar(name, value, step);
    });

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.Error("Metrics could not be written: {0}", fault.Message);
            (state, _) = state.Take(new FaultSeen("storage", Self.Path.Name, $"metrics could not be written: {fault.Message}"));
        }
    }

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
