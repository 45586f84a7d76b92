using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AkkaDreamer.Environments;

/// <summary>Answers one parent (see <see cref="Wire"/>): makes tasks of the catalog by name, and steps them.</summary>
internal sealed class ChildServer(FrameStream pipes)
{
    private readonly Dictionary<int, (IEnvironment Environment, WireSpaces Spaces)> environments = [];

    /// <summary>Until the parent closes the pipe.</summary>
    public int Run()
    {
        Say(Wire.Hello, new JsonObject { ["protocol"] = Wire.Version, ["program"] = "AkkaDreamer", ["runtime"] = RuntimeInformation.FrameworkDescription });
        try
        {
            while (true) Next();
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
        finally
        {
            foreach (var (environment, _) in environments.Values) environment.Dispose();
        }
    }

    private void Next()
    {
        var frame = pipes.Receive(Wire.MostText);
        switch (frame[0])
        {
            case Wire.Make: Make(frame[Wire.Head..]); break;
            case Wire.Map: Map(JsonNode.Parse(frame[Wire.Head..])!); break;
            case Wire.Close: Close(BitConverter.ToInt32(frame[Wire.Head..])); break;
            default: Play(frame[0], frame[Wire.Head..].ToArray()); break;
        }
    }

    private void Make(ReadOnlySpan<byte> payload)
    {
        var what = JsonNode.Parse(payload)!;
        try
        {
            var task = TaskCatalog.Find((string)what["task"]!);
            var environment = TaskCatalog.Open(task, what["options"].Deserialize<TaskOptions>() ?? new TaskOptions());
            var spaces = new WireSpaces(environment.Spaces);
            environments.Add((int)what["environment"]!, (environment, spaces));
            Say(Wire.Made, WireSpaces.Write(environment.Spaces));
        }
        catch (ArgumentException refused)
        {
            Say(Wire.Fault, new JsonObject { ["refused"] = true, ["text"] = $"{refused.Message} (said by the environment's own process, which knows the tasks that its program registers before it calls EnvironmentChild.Serve)" });
        }
        catch (Exception fault)
        {
            Say(Wire.Fault, new JsonObject { ["text"] = Line(fault) });
        }
    }

    private void Map(JsonNode what)
    {
        pipes.Shared?.Dispose();
        pipes.Shared = SharedFrames.Open((string)what["path"]!, (int)what["requests"]!, (int)what["answers"]!);
        pipes.Say(Wire.Done, []);
    }

    private void Close(int number)
    {
        if (environments.Remove(number, out var closed)) closed.Environment.Dispose();
        pipes.Say(Wire.Done, []);
    }

    private void Play(byte kind, byte[] payload)
    {
        var count = kind == Wire.Step ? BitConverter.ToInt32(payload) : 1;
        var room = Wire.Head + 16 + Wire.MostWords;
        for (var (i, at) = (0, kind == Wire.Step ? 4 : 0); i < count; i++)
        {
            var spaces = environments[BitConverter.ToInt32(payload.AsSpan(at))].Spaces;
            room += spaces.ItemBytes;
            at += 4 + spaces.ActionBytes;
        }

        var answer = pipes.Begin(Wire.Stepped, room, mayShare: true);
        BitConverter.TryWriteBytes(answer, count);
        var bytes = 4;
        for (var (i, at) = (0, kind == Wire.Step ? 4 : 0); i < count; i++)
        {
            var (environment, spaces) = environments[BitConverter.ToInt32(payload.AsSpan(at))];
            at += 4;
            try
            {
                var step = kind == Wire.Reset ? environment.Reset(BitConverter.ToUInt64(payload.AsSpan(at))) : environment.Step(spaces.ReadAction(payload.AsSpan(at)));
                spaces.WriteStep(step, answer[bytes..]);
                bytes += spaces.ItemBytes;
            }
            catch (Exception fault)
            {
                bytes += Fail(Line(fault), answer[bytes..]);
                break; // what follows in this message would be lost with it
            }

            at += spaces.ActionBytes;
        }

        pipes.Send(Wire.Head + bytes);
    }

    private static int Fail(string line, Span<byte> to)
    {
        var words = Encoding.UTF8.GetBytes(line);
        var length = Math.Min(words.Length, Wire.MostWords);
        to[..12].Clear();
        to[4] = Wire.Failed;
        BitConverter.TryWriteBytes(to[8..], length);
        words.AsSpan(0, length).CopyTo(to[12..]);
        return 12 + Wire.Padded(length);
    }

    private void Say(byte kind, JsonObject what) => pipes.Say(kind, Encoding.UTF8.GetBytes(what.ToJsonString()));

    private static string Line(Exception fault) => string.Join(' ', (fault is EnvironmentFaultException ? fault.Message : $"{fault.GetType().Name}: {fault.Message}").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
