namespace Akka.TestKit;

/// <summary>A test in which Tell has no sender unless one is given.</summary>
public interface INoImplicitSender;
