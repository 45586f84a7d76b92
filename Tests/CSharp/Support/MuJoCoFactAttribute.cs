using AkkaDreamer.Environments.MuJoCo;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>A fact that needs libmujoco, and says so where there is none. <c>version</c>: it holds for that version only.</summary>
public sealed class MuJoCoFactAttribute : FactAttribute
{
    public MuJoCoFactAttribute(string? version = null) => Skip = Lacking(version);

    internal static string? Lacking(string? version) => MuJoCoInstallation.Missing
        ?? (version is null || version == MuJoCoInstallation.Version ? null : $"for MuJoCo {version}; here is {MuJoCoInstallation.Version}, whose numbers differ");
}

/// <summary>The same with arguments.</summary>
public sealed class MuJoCoTheoryAttribute : TheoryAttribute
{
    public MuJoCoTheoryAttribute(string? version = null) => Skip = MuJoCoFactAttribute.Lacking(version);
}
