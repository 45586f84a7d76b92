namespace Akka.Actor;

/// <summary>What happens to a child that failed.</summary>
public enum Directive
{
    /// <summary>It goes on with the next message, its state kept.</summary>
    Resume,

    /// <summary>A new instance goes on with the next message.</summary>
    Restart,

    /// <summary>The parent fails with the same cause.</summary>
    Escalate,

    /// <summary>It ends.</summary>
    Stop,
}

/// <summary>Directives by type of exception.</summary>
public static class DirectiveExtensions
{
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
