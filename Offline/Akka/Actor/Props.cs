using System.Linq.Expressions;
using System.Reflection;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>The recipe for an actor: class, arguments, dispatcher, mailbox. Immutable; used again for every restart.</summary>
public class Props : IEquatable<Props>
{
    public static readonly Props None = null;

    private const string NoType = "Props must be instantiated with an actor type.";

    private static readonly Deploy DefaultDeploy = new();

    private readonly IIndirectActorProducer _producer;

    public Props(Type type)
        : this(type, [])
    {
    }

    public Props(Type type, object[] args)
        : this(DefaultDeploy, type, args)
    {
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args)
        : this(DefaultDeploy, type, args.ToArray()) => SupervisorStrategy = supervisorStrategy;

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args)
        : this(DefaultDeploy, type, args) => SupervisorStrategy = supervisorStrategy;

    public Props(Deploy deploy, Type type, IEnumerable<object> args)
        : this(deploy, type, args.ToArray())
    {
    }

    public Props(Deploy deploy, Type type, params object[] args)
        : this(ProducerOf(type, args), deploy, args)
    {
    }

    protected Props()
        : this(NoProducer.Instance, DefaultDeploy)
    {
    }

    protected Props(Props copy)
        : this(copy._producer, copy.Deploy, copy.Arguments) => SupervisorStrategy = copy.SupervisorStrategy;

    private Props(IIndirectActorProducer producer, Deploy deploy, params object[] args)
    {
        _producer = producer;
        Deploy = deploy;
        Arguments = args ?? [];
    }

    public static Props Empty { get; } = Create<EmptyActor>();

    public Type Type => _producer.ActorType;

    public string TypeName => Type.AssemblyQualifiedName;

    public string Dispatcher => Deploy.Dispatcher == Deploy.NoDispatcherGiven ? Dispatchers.DefaultDispatcherId : Deploy.Dispatcher;

    public string Mailbox => Deploy.Mailbox;

    public Deploy Deploy { get; protected set; }

    public SupervisorStrategy SupervisorStrategy { get; protected set; }

    public object[] Arguments { get; }

    /// <param name="factory">A new expression: its arguments are evaluated now, the actor is made of them later, anew for every restart.</param>
    /// <param name="supervisorStrategy">Takes the place of the actor's own; null for its own.</param>
    /// <exception cref="ArgumentException">The factory is not a new expression.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is UnaryExpression) return new DynamicProps<TActor>(factory.Compile());
        if (factory.Body is not NewExpression made)
            throw new ArgumentException("The create function must be a 'new T (args)' expression");
        var args = made.Arguments.Select(Evaluate).ToArray();
        return new Props(new ActivatorProducer(typeof(TActor), args), DefaultDeploy, args) { SupervisorStrategy = supervisorStrategy };
    }

    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(new ActivatorProducer(typeof(TActor), args), DefaultDeploy, args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() =>
        new(new ActivatorProducer(typeof(TActor), []), DefaultDeploy) { SupervisorStrategy = supervisorStrategy };

    public static Props Create(Type type, params object[] args) => new(type, args);

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer, DefaultDeploy, args);

    public Props WithMailbox(string mailbox) => With(Deploy.WithMailbox(mailbox));

    public Props WithDispatcher(string dispatcher) => With(Deploy.WithDispatcher(dispatcher));

    public Props WithStashCapacity(int stashCapacity) => With(Deploy.WithStashCapacity(stashCapacity));

    public Props WithDeploy(Deploy deploy) => With(deploy.WithFallback(Deploy));

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy)
    {
        var copy = Copy();
        copy.SupervisorStrategy = supervisorStrategy;
        return copy;
    }

    /// <exception cref="TypeLoadException">The actor could not be made; the cause is inside.</exception>
    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception e)
        {
            throw new TypeLoadException(
                $"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(",", Arguments)})", e);
        }
    }

    public bool Equals(Props other) => other is not null && (ReferenceEquals(this, other)
        || (Type == other.Type && Deploy.Equals(other.Deploy) && Arguments.Length == other.Arguments.Length));

    public override bool Equals(object obj) => obj is not null && obj.GetType() == GetType() && Equals((Props)obj);

    public override int GetHashCode() => HashCode.Combine(Type, Deploy);

    internal void Release(ActorBase actor) => _producer.Release(actor);

    protected virtual Props Copy() => new(_producer, Deploy, Arguments) { SupervisorStrategy = SupervisorStrategy };

    private static IIndirectActorProducer ProducerOf(Type type, object[] args)
    {
        if (type is null) throw new ArgumentNullException(nameof(type), NoType);
        if (typeof(IIndirectActorProducer).IsAssignableFrom(type)) return (IIndirectActorProducer)Activator.CreateInstance(type, args);
        if (typeof(ActorBase).IsAssignableFrom(type)) return new ActivatorProducer(type, args);
        throw new ArgumentException($"Unknown actor producer [{type.FullName}]", nameof(type));
    }

    /// <summary>Constants and captured variables are read; only the rest is compiled.</summary>
    private static object Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: ConstantExpression owner } => field.GetValue(owner.Value),
        MemberExpression { Member: FieldInfo { IsStatic: true } field } => field.GetValue(null),
        _ => Expression.Lambda<Func<object>>(Expression.Convert(expression, typeof(object))).Compile()(),
    };

    private Props With(Deploy deploy)
    {
        var copy = Copy();
        copy.Deploy = deploy;
        return copy;
    }

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class ActivatorProducer(Type actorType, object[] args) : IIndirectActorProducer
    {
        public Type ActorType => actorType;

        public ActorBase Produce() => (ActorBase)Activator.CreateInstance(actorType, args);

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed class NoProducer : IIndirectActorProducer
    {
        public static readonly NoProducer Instance = new();

        public Type ActorType => typeof(ActorBase);

        public ActorBase Produce() => throw new InvalidOperationException("No actor producer specified!");

        public void Release(ActorBase actor)
        {
        }
    }
}

/// <summary>The props of an actor that has ended.</summary>
public class TerminatedProps : Props
{
    public override ActorBase NewActor() => throw new InvalidOperationException("This actor has been terminated");
}

/// <summary>Props whose factory is any function.</summary>
internal sealed class DynamicProps<TActor> : Props
    where TActor : ActorBase
{
    private readonly Func<TActor> _factory;

    public DynamicProps(Func<TActor> factory)
        : base(typeof(TActor)) => _factory = factory;

    private DynamicProps(Props copy, Func<TActor> factory)
        : base(copy) => _factory = factory;

    public override ActorBase NewActor() => _factory();

    protected override Props Copy() => new DynamicProps<TActor>(this, _factory);
}
