using AkkaDreamer.Environments.MuJoCo;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>A fact that needs libmujoco, and says so where there is none.</summary>
public sealed class MuJoCoFactAttribute : FactAttribute
{
    public MuJoCoFactAttribute() => Skip = MuJoCoInstallation.Missing;
}

/// <summary>The same with arguments. <see cref="Version"/>: it holds for that version of MuJoCo only.</summary>
public sealed class MuJoCoTheoryAttribute : TheoryAttribute
{
    private string version = "";

    public MuJoCoTheoryAttribute() => Skip = MuJoCoInstallation.Missing;

    public string Version
    {
        get => version;
        set
        {
            version = value;
            if (Skip is null && MuJoCoInstallation.Version != value) Skip = $"for MuJoCo {value}; here is {MuJoCoInstallation.Version}, whose numbers differ";
        }
    }
}
