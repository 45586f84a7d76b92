namespace AkkaDreamer.Models;

/// <summary>RGB bytes [Height, Width, 3]: rows of true, model and error frames, one column per step.</summary>
public sealed record PredictionStrip(int Width, int Height, byte[] Pixels);
