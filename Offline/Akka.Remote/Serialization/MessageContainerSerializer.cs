using Akka.Actor;
using Akka.Remote.Transport;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Messages to selections.</summary>
public class MessageContainerSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private const int MaximumElements = 1000;

    public override bool IncludeManifest => false;

    /// <exception cref="ArgumentException">It is no message to a selection.</exception>
    public override byte[] ToBinary(object obj)
    {
        if (obj is not ActorSelectionMessage selection) throw new ArgumentException($"Cannot serialize object of type [{obj?.GetType()}]", nameof(obj));
        return WrappedPayloads.Bytes(writer =>
        {
            writer.Byte(selection.WildCardFanOut ? (byte)1 : (byte)0);
            writer.Int32(selection.Elements.Length);
            foreach (var element in selection.Elements)
            {
                var (kind, text) = element switch
                {
                    SelectParent => (0, ""),
                    SelectChildName name => (1, name.Name),
                    SelectChildPattern pattern => (2, pattern.PatternStr),
                    SelectChildRecursive => (3, ""),
                    _ => throw new ArgumentException($"Unknown element [{element}] of a selection", nameof(obj)),
                };
                writer.Byte((byte)kind);
                writer.Text(text);
            }

            writer.Payload(system, selection.Message);
        });
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        var parser = new FrameParser(bytes);
        var fanOut = parser.Byte() == 1;
        var count = parser.Int32();
        if (count is < 0 or > MaximumElements) throw WrappedPayloads.Malformed();
        var elements = new SelectionPathElement[count];
        for (var i = 0; i < count; i++)
        {
            var kind = parser.Byte();
            var text = parser.Text();
            elements[i] = kind switch
            {
                0 => SelectParent.Instance,
                1 => new SelectChildName(text),
                2 => new SelectChildPattern(text),
                3 => SelectChildRecursive.Instance,
                _ => throw WrappedPayloads.Malformed(),
            };
        }

        return new ActorSelectionMessage(parser.Payload(system), elements, fanOut);
    }
}
