namespace AkkaDreamer.Hosts.Local.Chaos;

/// <summary>What chaos does to a training, all of it from outside: signals to processes, bits in files.</summary>
public enum ChaosFault
{
    /// <summary>SIGKILL to the training.</summary>
    KillTraining,

    /// <summary>SIGTERM: a checkpoint and exit code 0 within 30 seconds.</summary>
    StopTraining,

    /// <summary>SIGSTOP, and SIGCONT some seconds later.</summary>
    FreezeTraining,

    /// <summary>SIGKILL to the process of an environment.</summary>
    KillEnvironment,

    /// <summary>SIGSTOP to the process of an environment: it hangs until the training kills it at its deadline.</summary>
    HangEnvironment,

    /// <summary>The same command once more: refused with exit code 2, and the first goes on.</summary>
    StartTwice,

    /// <summary>SIGKILL, and a bit flipped in the newest checkpoint.</summary>
    FlipCheckpoint,

    /// <summary>SIGKILL, and the newest checkpoint cut off somewhere.</summary>
    TearCheckpoint,

    /// <summary>SIGKILL, and a bit flipped in a segment: that chunk, or with the header that segment, is lost and nothing else.</summary>
    FlipSegment,

    /// <summary>SIGKILL, and a bit flipped in one of the newest facts of the journal: refused, and back to what is whole after <c>doctor --repair</c>.</summary>
    FlipFact,
}
