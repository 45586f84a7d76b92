namespace AkkaDreamer.Actors.Reporting;

/// <summary>Where numbers and pictures also go, beside metrics.jsonl: TensorBoard. Used by one thread at a time.</summary>
public interface IScalarSink : IDisposable
{
    /// <summary>A number under a name of metrics.jsonl.</summary>
    void Scalar(string name, double value, long step);

    /// <summary>Puts everything on disk.</summary>
    void Flush();
}
