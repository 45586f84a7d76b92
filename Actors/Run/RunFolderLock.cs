using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Run;

/// <summary>Keeps a second process out of a run folder: run.lock is held open, and locked, for as long as the run lasts, and run.lock.holder says who holds it. A killed process leaves no lock behind.</summary>
public sealed class RunFolderLock : IDisposable
{
    private readonly FileStream file;

    private RunFolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock. Throws <see cref="ConfigurationException"/>, naming the holder, when another process has it.</summary>
    public static RunFolderLock Take(RunFolder folder)
    {
        DiskSync.CreateFolder(folder.Path);
        FileStream file;
        try
        {
            file = new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new ConfigurationException($"{folder} is in use by another process{Holder(folder)}; stop that one, or give --run another folder");
        }

        File.WriteAllText(HolderFile(folder), $"process {Environment.ProcessId} on {Environment.MachineName}");
        return new RunFolderLock(file);
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => file.Dispose();

    private static string HolderFile(RunFolder folder) => folder.Lock + ".holder";

    /// <summary>A locked file cannot be read on every system, so its holder is also named beside it.</summary>
    private static string Holder(RunFolder folder)
    {
        try
        {
            return $" ({File.ReadAllText(HolderFile(folder)).Trim()})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
