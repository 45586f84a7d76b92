using System.IO.MemoryMappedFiles;

namespace AkkaDreamer.Environments;

/// <summary>
/// Memory that a process and its child both map: how many frames each side has sent through it (u32, requests at 0 and answers at 64), and from 128 on room for one frame either way, requests first, answers behind their room.
/// </summary>
internal sealed unsafe class SharedFrames : IDisposable
{
    private static readonly string[] Folders = [.. new[] { "/dev/shm", System.IO.Path.GetTempPath() }.Where(Directory.Exists)]; // in memory where there is room: containers often have 64 MiB of it
    private const int Front = 128; // two lines of the cache, so that neither side's counter disturbs the other's

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly int requestBytes, answerBytes;
    private readonly bool isChild;

    private SharedFrames(FileStream stream, int requestBytes, int answerBytes, bool isChild)
    {
        (Path, this.requestBytes, this.answerBytes, this.isChild) = (stream.Name, requestBytes, answerBytes, isChild);
        file = MemoryMappedFile.CreateFromFile(stream, null, (long)Front + requestBytes + answerBytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor();
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
    }

    /// <summary>The file. Its maker deletes it once the child has it.</summary>
    public string Path { get; }

    /// <summary>Where this side writes.</summary>
    public Span<byte> Outgoing => isChild ? Answers : Requests;

    /// <summary>Where this side reads.</summary>
    public ReadOnlySpan<byte> Incoming => isChild ? Requests : Answers;

    /// <summary>How many frames the other side has sent through here. A frame is in the pipe before it is counted, so who sees the count reads the pipe without sleeping.</summary>
    public uint Arrived => Volatile.Read(ref *(uint*)(start + (isChild ? 0 : Front / 2)));

    private Span<byte> Requests => new(start + Front, requestBytes);

    private Span<byte> Answers => new(start + Front + requestBytes, answerBytes);

    /// <summary>New ones, in a file that only this user can open. Its room is set aside at once: a write to memory that turned out to be missing would end the process. Throws <see cref="EnvironmentFaultException"/> where there is none.</summary>
    public static SharedFrames Create(int requestBytes, int answerBytes, params ReadOnlySpan<string> folders)
    {
        if (folders.IsEmpty) folders = Folders;
        var bytes = (long)Front + requestBytes + answerBytes;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, PreallocationSize = bytes };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var why = "";
        foreach (var folder in folders)
        {
            try
            {
                return new SharedFrames(new FileStream(System.IO.Path.Combine(folder, $"akkadreamer-{Environment.ProcessId}-{Guid.NewGuid():N}"), options), requestBytes, answerBytes, isChild: false);
            }
            catch (Exception none) when (none is IOException or UnauthorizedAccessException)
            {
                why = none.Message;
            }
        }

        throw new EnvironmentFaultException($"there is no room for {bytes} bytes of memory to be shared with an environment's process, neither in {string.Join(" nor in ", folders!)}: {why}");
    }

    /// <summary>Those that the other process made.</summary>
    public static SharedFrames Open(string path, int requestBytes, int answerBytes) =>
        new(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite), requestBytes, answerBytes, isChild: true);

    /// <summary>Whether frames of these sizes have room.</summary>
    public bool Fits(int request, int answer) => request <= requestBytes && answer <= answerBytes;

    /// <summary>Counts a frame that was sent.</summary>
    public void Count()
    {
        ref var sent = ref *(uint*)(start + (isChild ? Front / 2 : 0));
        Volatile.Write(ref sent, sent + 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
