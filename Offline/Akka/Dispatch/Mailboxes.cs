using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>The mailbox types of a system, by the path of their section in configuration.</summary>
public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";

    public static readonly string NoMailboxRequirement = "";

    private readonly ActorSystem _system;
    private readonly Dictionary<Type, string> _bindings = [];
    private readonly ConcurrentDictionary<string, MailboxType> _types = new();
    private readonly ConcurrentDictionary<Type, Type> _requirements = new();
    private readonly int _defaultStashCapacity;
    private int _pushTimeoutWarned;

    public Mailboxes(ActorSystem system)
    {
        _system = system;
        DeadLetterMailbox = new DeadLetterMailbox(system.DeadLetters);
        var requirements = Config.GetConfig("akka.actor.mailbox.requirements");
        if (requirements.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<Mailboxes>("akka.actor.mailbox");
        foreach (var (name, id) in requirements.AsEnumerable())
        {
            if (Type.GetType(name) is { } type) _bindings[type] = id.GetString();
            else Warn($"Mailbox Requirement mapping [{name}] is not an actual type");
        }

        _defaultStashCapacity = StashCapacityFromConfig(Dispatchers.DefaultDispatcherId, DefaultMailboxId);
    }

    public DeadLetterMailbox DeadLetterMailbox { get; }

    private Config Config => _system.Settings.Config;

    public bool HasRequiredType(Type actorType) => GetRequiredType(actorType) is not null;

    /// <summary>The queue that an actor class asks for, or null.</summary>
    public Type GetRequiredType(Type actorType) => _requirements.GetOrAdd(actorType, static type => ArgumentOf(type, typeof(IRequiresMessageQueue<>)));

    public bool ProducesMessageQueue(Type mailboxType) => ArgumentOf(mailboxType, typeof(IProducesMessageQueue<>)) is not null;

    /// <exception cref="ConfigurationException">There is no such section, or it describes no mailbox type.</exception>
    public MailboxType Lookup(string id) => _types.GetOrAdd(id, Create);

    public MailboxType LookupByQueueType(Type queueType) => _bindings.TryGetValue(queueType, out var id)
        ? Lookup(id)
        : throw new ConfigurationException($"Mailbox Mapping for [{queueType}] not configured");

    /// <summary>The mailbox of an actor: what its props say, else its dispatcher, else what its class or dispatcher requires, else the default.</summary>
    public MailboxType GetMailboxType(Props props, Config dispatcherConfig)
    {
        dispatcherConfig ??= ConfigurationFactory.Empty;
        var required = dispatcherConfig.GetString("mailbox-requirement", null);
        var dispatcherRequirement = string.IsNullOrEmpty(required) ? null : Type.GetType(required, true);
        var actorRequirement = GetRequiredType(props.Type);
        var mailboxOfDispatcher = !string.IsNullOrEmpty(dispatcherConfig.GetString("mailbox-type", null));

        if (props.Deploy.Mailbox != Deploy.NoMailboxGiven) return Verified(Lookup(props.Deploy.Mailbox));
        if (props.Deploy.Dispatcher != Deploy.NoDispatcherGiven && mailboxOfDispatcher)
            return Verified(Lookup(dispatcherConfig.GetString("id", null)));
        if (actorRequirement is not null) return Verified(LookupByQueueType(actorRequirement));
        if (dispatcherRequirement is not null) return Verified(LookupByQueueType(dispatcherRequirement));
        return Verified(Lookup(DefaultMailboxId));

        MailboxType Verified(MailboxType type)
        {
            if (dispatcherRequirement is null && actorRequirement is null) return type;
            var queue = ArgumentOf(type.GetType(), typeof(IProducesMessageQueue<>)) ?? throw new ArgumentException(
                $"No IProducesMessageQueue<TQueue> supplied for {type}; illegal mailbox type definition.");
            if (dispatcherRequirement is not null && !dispatcherRequirement.IsAssignableFrom(queue))
                throw new ArgumentException($"produced message queue type [{queue}] does not fulfill requirement for dispatcher "
                    + $"[{dispatcherConfig.GetString("id", null)}]. Must be a subclass of [{dispatcherRequirement}]");
            if (actorRequirement is not null && !actorRequirement.IsAssignableFrom(queue))
                throw new ArgumentException($"produced message queue type of [{queue}] does not fulfill requirement for actor class "
                    + $"[{props.Type}]. Must be a subclass of [{actorRequirement}]");
            return type;
        }
    }

    /// <summary>Messages that a stash may hold; not positive for any number.</summary>
    public int StashCapacity(string dispatcher, string mailbox) =>
        dispatcher == Dispatchers.DefaultDispatcherId && (mailbox == DefaultMailboxId || mailbox == Deploy.NoMailboxGiven)
            ? _defaultStashCapacity
            : StashCapacityFromConfig(dispatcher, mailbox == Deploy.NoMailboxGiven ? DefaultMailboxId : mailbox);

    private static Type ArgumentOf(Type type, Type genericInterface) => type.GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == genericInterface)?.GetGenericArguments()[0];

    private int StashCapacityFromConfig(string dispatcher, string mailbox)
    {
        var config = Dispatchers.GetConfig(Config, dispatcher).WithFallback(Config.GetConfig(DefaultMailboxId));
        if (mailbox != DefaultMailboxId && Config.HasPath(mailbox)) config = Config.GetConfig(mailbox).WithFallback(config);
        return config.GetInt("stash-capacity", -1);
    }

    private MailboxType Create(string id)
    {
        if (id == "unbounded") return new UnboundedMailbox();
        var config = ConfigurationFactory.ParseString($"id: {id}")
            .WithFallback(Config.HasPath(id) ? Config.GetConfig(id) : ConfigurationFactory.Empty)
            .WithFallback(Config.GetConfig(DefaultMailboxId));
        if (id == "bounded") return new BoundedMailbox(_system.Settings, config);
        if (!Config.HasPath(id)) throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var name = config.GetString("mailbox-type", null);
        if (string.IsNullOrEmpty(name)) throw new ConfigurationException($"The setting mailbox-type defined in [{id}] is empty");
        var type = Type.GetType(name) ?? throw new ConfigurationException(
            $"Found mailbox-type [{name}] in configuration for [{id}], but could not find that type in any loaded assemblies.");
        MailboxType created;
        try
        {
            created = (MailboxType)Activator.CreateInstance(type, _system.Settings, config);
        }
        catch (Exception e)
        {
            throw new ArgumentException(
                $"Cannot instantiate MailboxType {type}, defined in [{id}]: it needs a public constructor (Settings, Config).", e);
        }

        if (created is IProducesPushTimeoutSemanticsMailbox { PushTimeout.Ticks: > 0 } waiting && Interlocked.Exchange(ref _pushTimeoutWarned, 1) == 0)
            Warn($"Configured potentially-blocking mailbox [{id}] configured with non-zero PushTimeOut ({waiting.PushTimeout}), "
                + $"senders may wait for room. Set {id}.mailbox-push-timeout-time to 0 to avoid it.");
        return created;
    }

    private void Warn(string message) => _system.EventStream.Publish(new Warning("mailboxes", GetType(), message));
}
