using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>A fact that takes minutes, in which the machine mostly waits: run with the environment variable DREAMER_SOAK=1.</summary>
public sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute() => Skip = Environment.GetEnvironmentVariable("DREAMER_SOAK") == "1" ? null : "takes minutes; DREAMER_SOAK=1 runs it";
}
