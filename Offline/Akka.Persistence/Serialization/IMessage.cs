namespace Akka.Persistence.Serialization;

/// <summary>Marks what the persistence plugins keep.</summary>
public interface IMessage
{
}
