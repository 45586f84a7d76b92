using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor.Internal;

/// <summary>The one implementation of an actor system.</summary>
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly Stack<Action> _terminationCallbacks = new();
    private readonly TaskCompletionSource _whenTerminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _constructed;
    private Serialization.Serialization _serialization;
    private IActorRef _deadLetterListener;

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup, Option<Props>? guardianProps = null)
    {
        if (!ValidName().IsMatch(name))
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        ArgumentNullException.ThrowIfNull(config);
        Name = name;
        GuardianProps = guardianProps ?? Option<Props>.None;
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = new BusLogging(EventStream, "ActorSystem(" + name + ")", GetType(), Settings.LogFormatter);
        Scheduler = (IScheduler)Activator.CreateInstance(Type.GetType(Settings.SchedulerClass, true), Settings.Config, Log);
        try
        {
            Provider = (IActorRefProvider)Activator.CreateInstance(Type.GetType(Settings.ProviderClass, true), name, Settings, EventStream);
            Provider.TerminationTask.ContinueWith(_ => RunTerminationCallbacks(), TaskScheduler.Default);
            _serialization = new Serialization.Serialization(this);
            Mailboxes = new Mailboxes(this);
            Dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(EventStream, Scheduler, Settings, Mailboxes), Log);
            _constructed = true;
        }
        catch
        {
            StopScheduler();
            throw;
        }
    }

    public override IActorRefProvider Provider { get; }

    public override Settings Settings { get; }

    public override string Name { get; }

    public override Serialization.Serialization Serialization => _serialization;

    public override EventStream EventStream { get; }

    public override IActorRef DeadLetters => Provider.DeadLetters;

    public override IActorRef IgnoreRef => Provider.IgnoreRef;

    public override Dispatchers Dispatchers { get; }

    public override Mailboxes Mailboxes { get; }

    public override IScheduler Scheduler { get; }

    public override ILoggingAdapter Log { get; }

    public override IInternalActorRef Guardian => Provider.Guardian;

    public override IInternalActorRef LookupRoot => Provider.RootGuardian;

    public override IInternalActorRef SystemGuardian => Provider.SystemGuardian;

    public override Task WhenTerminated => _whenTerminated.Task;

    /// <summary>The props of a user guardian of the application's own; none for the usual one.</summary>
    public Option<Props> GuardianProps { get; }

    public void Start()
    {
        try
        {
            RegisterOnTermination(StopScheduler);
            Provider.Init(this);
            LoadExtensions();
            if (Settings.LogDeadLetters > 0) _deadLetterListener = SystemActorOf<DeadLetterListener>("deadLetterListener");
            EventStream.StartUnsubscriber(this);
            if (Settings.LogConfigOnStart) Log.Info(Settings.ToString());
        }
        catch
        {
            if (Provider.SystemGuardian is null) StopScheduler();
            else _ = FinalTerminate();
            throw;
        }
    }

    public override IActorRef SystemActorOf(Props props, string name = null) => Provider.SystemGuardian.Cell.AttachChild(props, true, name);

    public override IActorRef SystemActorOf<TActor>(string name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override IActorRef ActorOf(Props props, string name = null)
    {
        if (GuardianProps.HasValue)
            throw new InvalidOperationException($"cannot create top-level actor {name} from the outside on ActorSystem with custom user guardian");
        return Provider.Guardian.Cell.AttachChild(props, false, name);
    }

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this, Provider.RootGuardian);

    public override object RegisterExtension(IExtensionId extension)
    {
        if (extension is null) return null;
        _extensions.GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension(this)));
        return extension.Get(this);
    }

    public override object GetExtension(IExtensionId extensionId) => TryGetExtension(extensionId.ExtensionType, out var found) ? found : null;

    public override T GetExtension<T>() => TryGetExtension<T>(out var found) ? found : null;

    public override bool HasExtension(Type type) => typeof(IExtension).IsAssignableFrom(type) && _extensions.ContainsKey(type);

    public override bool HasExtension<T>() => _extensions.ContainsKey(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        var found = _extensions.TryGetValue(extensionType, out var lazy);
        extension = lazy?.Value;
        return found;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        var found = TryGetExtension(typeof(T), out var untyped);
        extension = untyped as T;
        return found;
    }

    public override void RegisterOnTermination(Action code)
    {
        lock (_terminationCallbacks)
        {
            if (_whenTerminated.Task.IsCompleted) throw new InvalidOperationException("ActorSystem already terminated.");
            _terminationCallbacks.Push(code);
        }
    }

    public override Task Terminate() => Settings.CoordinatedShutdownRunByActorSystemTerminate
        ? CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)
        : FinalTerminate();

    public override void Abort() => _ = FinalTerminate();

    public override void Stop(IActorRef actor)
    {
        var parent = actor.Path.Parent;
        if (parent == Provider.Guardian.Path) Provider.Guardian.Tell(new StopChild(actor));
        else if (parent == Provider.SystemGuardian.Path) Provider.SystemGuardian.Tell(new StopChild(actor));
        else ((IInternalActorRef)actor).Stop();
    }

    public override string ToString() => LookupRoot.Path.Root.Address.ToString();

    public override string PrintTree()
    {
        var text = new StringBuilder();
        Print(LookupRoot, "");
        return text.ToString();

        void Print(IActorRef node, string indent)
        {
            text.Append(indent).Append("-> ").Append(node.Path.Name);
            if (node is not LocalActorRef local)
            {
                text.AppendLine();
                return;
            }

            text.Append(' ').Append(local.Cell.Actor?.GetType().Name ?? "null").Append(' ')
                .Append(local.Cell.NumberOfMessages).AppendLine(" messages");
            foreach (var child in local.Children.Order()) Print(child, indent + "   ");
        }
    }

    internal override Task FinalTerminate()
    {
        Log.Debug("System shutdown initiated");
        if (!Settings.LogDeadLettersDuringShutdown && _deadLetterListener is not null) Stop(_deadLetterListener);
        Provider.Guardian.Stop();
        return WhenTerminated;
    }

    /// <summary>Reads serializers again after an extension has brought defaults of its own.</summary>
    internal void ReloadSerialization()
    {
        if (_constructed) _serialization = new Serialization.Serialization(this);
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-]*$")]
    private static partial Regex ValidName();

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions", []))
        {
            var type = Type.GetType(name);
            if (type is null || !typeof(IExtensionId).IsAssignableFrom(type) || type.IsAbstract || !type.IsClass)
            {
                Log.Error("[{0}] is not an 'ExtensionId', skipping...", name);
                continue;
            }

            try
            {
                RegisterExtension((IExtensionId)Activator.CreateInstance(type));
            }
            catch (Exception e)
            {
                Log.Error(e, "While trying to load extension [{0}], skipping...", name);
            }
        }
    }

    private void StopScheduler() => (Scheduler as IDisposable)?.Dispose();

    private void RunTerminationCallbacks()
    {
        while (true)
        {
            Action next;
            lock (_terminationCallbacks)
            {
                if (!_terminationCallbacks.TryPop(out next))
                {
                    _whenTerminated.TrySetResult();
                    return;
                }
            }

            try
            {
                next();
            }
            catch (Exception e)
            {
                Log.Error(e, "A termination callback failed");
            }
        }
    }
}
