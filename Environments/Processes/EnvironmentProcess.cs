using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AkkaDreamer.Environments;

/// <summary>
/// A child process that plays one environment or many, as seen from here (see <see cref="Wire"/>). Calls from several threads take turns. Whatever goes wrong with it — its end, a hang, nonsense — kills it, and this
/// call and every later one throws <see cref="EnvironmentFaultException"/> with what happened and what the child said last. An environment in it that throws is a fault of that environment alone.
/// </summary>
internal sealed class EnvironmentProcess : IDisposable
{
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DiesWithin = TimeSpan.FromSeconds(10); // a killed process, on a machine with much to do
    private readonly Lock turn = new();
    private readonly ProcessCommand command;
    private readonly ProcessLimits limits;
    private readonly bool shares;
    private readonly Process process;
    private readonly FrameStream pipes;
    private readonly SaidLast said;
    private readonly Dictionary<int, WireSpaces> environments = [];
    private int numbers;
    private long calledAt; // Environment.TickCount64 of the call under way, 0 when there is none
    private long allowed;
    private string? killed, dead;
    private bool hung;

    private EnvironmentProcess(ProcessCommand command, ProcessLimits limits, bool shares, Process process)
    {
        (this.command, this.limits, this.shares, this.process) = (command, limits, shares, process);
        pipes = new FrameStream(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        said = new SaidLast(process.StandardError);
    }

    /// <summary>What it said of itself: versions of what runs there.</summary>
    public JsonElement Hello { get; private set; }

    /// <summary>Its number on this machine.</summary>
    public int Id => process.Id;

    /// <summary>Whether it can still be called.</summary>
    public bool IsAlive => Volatile.Read(ref dead) is null;

    /// <summary>How many environments live in it.</summary>
    public int Count
    {
        get { lock (turn) return environments.Count; }
    }

    /// <summary>
    /// Starts a child and hears its greeting. <paramref name="shares"/>: steps go through shared memory. Throws <see cref="ArgumentException"/> when there is no such program or it refuses what it was told,
    /// <see cref="EnvironmentFaultException"/> when it does not come up.
    /// </summary>
    public static EnvironmentProcess Start(ProcessCommand command, ProcessLimits limits, bool shares)
    {
        var info = new ProcessStartInfo(command.File, command.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardErrorEncoding = Encoding.UTF8 };
        foreach (var (name, value) in command.Defaults)
            if (!info.Environment.ContainsKey(name)) info.Environment[name] = value;
        Process process;
        try
        {
            process = ProcessLauncher.Start(info);
        }
        catch (Win32Exception missing)
        {
            throw new ArgumentException($"{command.Name} cannot be started: '{command.File}': {missing.Message}");
        }

        var child = new EnvironmentProcess(command, limits, shares, process);
        ProcessWatch.Watch(child);
        try
        {
            lock (child.turn) child.Hello = child.Call(limits.Start, () => JsonOf(child.Answer(Wire.Hello)));
            var version = child.Hello.TryGetProperty("protocol", out var protocol) && protocol.TryGetInt32(out var number) ? number : -1;
            return version == Wire.Version ? child : throw child.Broken($"it speaks version {version} of the protocol, and this program version {Wire.Version}", null);
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    /// <summary>Makes an environment in it: its number and what it shows. Throws <see cref="ArgumentException"/> when the child refuses what it was told, <see cref="EnvironmentFaultException"/> when the environment breaks at once.</summary>
    public (int Number, WireSpaces Spaces) Make(JsonObject what)
    {
        lock (turn)
        {
            var number = ++numbers;
            what["environment"] = number;
            var spaces = Call(limits.Start, () =>
            {
                pipes.Say(Wire.Make, Encoding.UTF8.GetBytes(what.ToJsonString()));
                return WireSpaces.Read(JsonOf(Answer(Wire.Made)));
            });
            environments.Add(number, spaces);
            if (shares) Call(limits.Start, Share);
            return (number, spaces);
        }
    }

    /// <summary>Begins an episode.</summary>
    public EnvironmentStep Reset(int number, ulong seed)
    {
        lock (turn)
        {
            var (spaces, asked) = (environments[number], new[] { number });
            return Call(limits.Step, () =>
            {
                var request = pipes.Begin(Wire.Reset, Wire.Head + 12, Fits(12, spaces.ItemBytes));
                BitConverter.TryWriteBytes(request, number);
                BitConverter.TryWriteBytes(request[4..], seed);
                return Exchange(12, asked)[0];
            });
        }
    }

    /// <summary>Acts once in each of some environments, all in one message: their steps, in the same order. When one of them fails, this throws; what the others did then is lost.</summary>
    public EnvironmentStep[] Step(ReadOnlySpan<int> numbers, ReadOnlySpan<float[]> actions)
    {
        lock (turn)
        {
            var (request, answer) = (4, 0);
            foreach (var number in numbers)
            {
                request += 4 + environments[number].ActionBytes;
                answer += environments[number].ItemBytes;
            }

            var frame = pipes.Begin(Wire.Step, Wire.Head + request, Fits(request, answer));
            BitConverter.TryWriteBytes(frame, numbers.Length);
            var at = 4;
            for (var i = 0; i < numbers.Length; i++)
            {
                var spaces = environments[numbers[i]];
                BitConverter.TryWriteBytes(frame[at..], numbers[i]);
                spaces.WriteAction(actions[i], frame[(at + 4)..]);
                at += 4 + spaces.ActionBytes;
            }

            var asked = numbers.ToArray();
            return Call(limits.Step, () => Exchange(request, asked));
        }
    }

    /// <summary>Ends one of its environments.</summary>
    public void Close(int number)
    {
        lock (turn)
        {
            environments.Remove(number);
            if (!IsAlive) return;
            Call(environments.Count > 0 ? limits.Step : LeavesWithin, () => // the others in it are not ended for one that leaves slowly
            {
                pipes.Say(Wire.Close, BitConverter.GetBytes(number));
                Answer(Wire.Done);
                return 0;
            });
        }
    }

    /// <summary>Ends it if it is in the middle of a call for which nobody waits any more.</summary>
    public void GiveUp()
    {
        if (Volatile.Read(ref calledAt) != 0) Kill("it was given up in the middle of a call", isHang: false);
    }

    /// <summary>Called by <see cref="ProcessWatch"/>.</summary>
    public void Check()
    {
        if (!IsAlive) return;
        var since = Volatile.Read(ref calledAt);
        if (since != 0 && Environment.TickCount64 - since > Volatile.Read(ref allowed)) Kill($"it gave no answer within {Volatile.Read(ref allowed) / 1000.0:0.###} s and was killed", isHang: true);
        else if (limits.Memory is { } most && ResidentBytes() is { } bytes && bytes > most) Kill($"it took {Size(bytes)} of memory, more than the {Size(most)} that it may (dreamer.environment.memory-limit), and was killed", isHang: false);
    }

    /// <summary>Lets it leave in order, and kills it when it does not.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            if (Interlocked.CompareExchange(ref dead, "it was closed", null) is null)
            {
                try
                {
                    process.StandardInput.Close();
                    if (!process.WaitForExit(LeavesWithin)) Kill("it did not leave in time", isHang: false);
                }
                catch (IOException)
                {
                    Kill("its pipe was broken", isHang: false);
                }
            }

            ProcessWatch.Forget(this);
            pipes.Dispose();
            process.Dispose();
        }
    }

    private static JsonElement JsonOf(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            throw new WireException($"text that is no JSON: {Shown.Bytes(payload)}");
        }
    }

    // Runs one exchange under its deadline; what is not a fault of the environment itself ends the child.
    private T Call<T>(TimeSpan deadline, Func<T> exchange)
    {
        if (Volatile.Read(ref dead) is { } end) throw new EnvironmentFaultException($"{command.Name}: {end}.");
        Volatile.Write(ref allowed, (long)deadline.TotalMilliseconds);
        Volatile.Write(ref calledAt, Math.Max(1, Environment.TickCount64));
        try
        {
            return exchange();
        }
        catch (WireException nonsense)
        {
            throw Broken($"it answered nonsense: {nonsense.Message}", nonsense);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            throw Broken(null, gone);
        }
        finally
        {
            Volatile.Write(ref calledAt, 0);
        }
    }

    private EnvironmentFaultException Broken(string? what, Exception? cause)
    {
        var rest = "";
        if (cause is WireException) rest = WhatElse();
        Kill(what ?? "", isHang: false);
        process.WaitForExit(DiesWithin);
        what = killed is { Length: > 0 } why ? why : $"it ended with {Ending()}";
        var line = $"{what}{rest}{said.Words(ended: true)}";
        Volatile.Write(ref dead, line);
        ProcessWatch.Forget(this);
        return new EnvironmentFaultException($"{command.Name}: {line}.") { IsHang = hung };
    }

    // Nonsense is often text: a moment is given for more of it to come before the child is killed.
    private string WhatElse()
    {
        var reading = Task.Run(() => pipes.Rest(200));
        if (!reading.Wait(TimeSpan.FromMilliseconds(200)))
        {
            Kill("", isHang: false);
            reading.Wait(LeavesWithin);
        }

        return reading is { IsCompletedSuccessfully: true, Result.Length: > 0 and var count } ? $", followed by {Shown.Bytes(reading.Result.AsSpan(0, count))}" : "";
    }

    private string Ending()
    {
        if (!process.HasExited) return "its pipes closed";
        return process.ExitCode > 128 && process.ExitCode - 128 is var signal and < 65 ? $"signal {signal}{SignalName(signal)}" : $"exit code {process.ExitCode}";
    }

    private static string SignalName(int signal) => signal switch { 4 => " (illegal instruction)", 6 => " (aborted)", 7 => " (bus error)", 8 => " (arithmetic)", 9 => " (killed)", 11 => " (segmentation fault)", 15 => " (terminated)", _ => "" };

    private void Kill(string why, bool isHang)
    {
        if (Interlocked.CompareExchange(ref killed, why, null) is "" && why.Length > 0) killed = why;
        if (isHang && killed == why) hung = true;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It had ended by itself.
        }
    }

    private long? ResidentBytes()
    {
        try
        {
            return long.Parse(File.ReadAllText($"/proc/{process.Id}/statm").Split(' ')[1]) * Environment.SystemPageSize;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Size(long bytes) => $"{bytes / (double)(1 << 20):0} MiB";

    // The next frame; a Fault frame becomes the exception that it describes.
    private ReadOnlySpan<byte> Answer(byte kind, int most = Wire.MostText) => Payload(pipes.Receive(most), kind);

    private static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> frame, byte kind)
    {
        var payload = frame[Wire.Head..];
        if (frame[0] == kind) return payload;
        if (frame[0] != Wire.Fault) throw new WireException($"a frame of kind {frame[0]}, where {kind} was due");
        var fault = JsonOf(payload);
        var text = fault.TryGetProperty("text", out var words) ? words.GetString() ?? "" : "";
        if (fault.TryGetProperty("refused", out var refused) && refused.ValueKind == JsonValueKind.True) throw new ArgumentException(text);
        throw new EnvironmentFaultException(text);
    }

    private bool Fits(int request, int answer) => pipes.Shared?.Fits(Wire.Head + request, Wire.Head + 4 + answer) == true;

    private EnvironmentStep[] Exchange(int request, int[] asked)
    {
        pipes.Send(Wire.Head + request);
        var most = Wire.Head + 16 + Wire.MostWords;
        foreach (var number in asked) most += environments[number].ItemBytes;
        return Steps(Answer(Wire.Stepped, most), asked);
    }

    private EnvironmentStep[] Steps(ReadOnlySpan<byte> payload, int[] asked)
    {
        if (payload.Length < 4 || BitConverter.ToInt32(payload) != asked.Length) throw new WireException($"{(payload.Length < 4 ? 0 : BitConverter.ToInt32(payload))} steps, where {asked.Length} were due");
        var steps = new EnvironmentStep[asked.Length];
        var at = 4;
        for (var i = 0; i < asked.Length; i++)
        {
            var spaces = environments[asked[i]];
            var item = payload[at..];
            if (item.Length < 8) throw new WireException($"a step that ends after {item.Length} bytes");
            if ((item[4] & Wire.Failed) != 0) throw new EnvironmentFaultException(Words(item));
            if (item.Length < spaces.ItemBytes) throw new WireException($"a step of {item.Length} bytes, where {spaces.ItemBytes} were due");
            steps[i] = spaces.ReadStep(item);
            at += spaces.ItemBytes;
        }

        return at == payload.Length ? steps : throw new WireException($"{payload.Length - at} bytes more than the steps that were due");
    }

    private static string Words(ReadOnlySpan<byte> item)
    {
        var length = item.Length < 12 ? -1 : BitConverter.ToInt32(item[8..]);
        if (length < 0 || length > Math.Min(Wire.MostWords, item.Length - 12)) throw new WireException("a failed step without words");
        return Encoding.UTF8.GetString(item.Slice(12, length));
    }

    // Memory with room for a step of every environment at once, in place of what there was.
    private int Share()
    {
        var request = 64 + environments.Values.Sum(spaces => 4 + spaces.ActionBytes);
        var answer = 64 + Wire.MostWords + environments.Values.Sum(spaces => spaces.ItemBytes);
        if (pipes.Shared?.Fits(request, answer) == true) return 0;
        if (environments.Count > 1) (request, answer) = (2 * request, 2 * answer); // more will come
        pipes.Shared?.Dispose();
        pipes.Shared = null;
        var shared = SharedFrames.Create(Wire.Padded(request), Wire.Padded(answer));
        try
        {
            pipes.Say(Wire.Map, Encoding.UTF8.GetBytes(new JsonObject { ["path"] = shared.Path, ["requests"] = Wire.Padded(request), ["answers"] = Wire.Padded(answer) }.ToJsonString()));
            Answer(Wire.Done);
            pipes.Shared = shared;
        }
        catch
        {
            shared.Dispose();
            throw;
        }
        finally
        {
            File.Delete(shared.Path);
        }

        return 0;
    }
}
