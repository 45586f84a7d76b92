using Akka.Actor;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Imagining;

/// <summary>The published policy, who waits for a newer one, and which loans are out with whom.</summary>
public sealed class PolicyDesk(PublishedPolicy? first)
{
    private readonly Dictionary<IActorRef, RequestPolicy> waiting = [];
    private readonly Dictionary<IActorRef, List<PolicyLoan>> loans = [];
    private PublishedPolicy? published = first;

    /// <summary>The update of the published policy; -1 before any.</summary>
    public long Version { get; private set; } = first?.Version ?? -1;

    /// <summary>Serves a request, or keeps it until there is such a policy. True when its sender is new here.</summary>
    public bool Ask(IActorRef sender, RequestPolicy request)
    {
        waiting[sender] = request;
        var isNew = loans.TryAdd(sender, []);
        Serve();
        return isNew;
    }

    /// <summary>A newer policy takes the place of the published one.</summary>
    public void Put(PublishedPolicy policy)
    {
        published?.Retire();
        (published, Version) = (policy, policy.Version);
    }

    /// <summary>An update was skipped: the published weights are also those of <paramref name="version"/>.</summary>
    public void Relabel(long version) => Version = published is null ? -1 : version;

    /// <summary>Serves everyone whose request the published policy fulfils.</summary>
    public void Serve()
    {
        if (published is null) return;
        foreach (var (reader, request) in waiting.Where(entry => entry.Value.AtLeast <= Version).ToList())
        {
            waiting.Remove(reader);
            var loan = published.Lend(Version);
            loans[reader].RemoveAll(old => old.IsReturned);
            loans[reader].Add(loan);
            reader.Tell(new PolicyReady(request.RequestId, loan));
        }
    }

    /// <summary>A share of the published policy; null before any.</summary>
    public PolicyLoan? Lend() => published?.Lend(Version);

    /// <summary>Somebody waits for a newer one.</summary>
    public bool IsWaitedFor => waiting.Count > 0;

    /// <summary>Versions count anew: there is no policy, and who waits asks again.</summary>
    public void Restart()
    {
        published?.Retire();
        (published, Version) = (null, -1);
        waiting.Clear();
    }

    /// <summary>A reader died: what it held is given back.</summary>
    public void Forget(IActorRef reader)
    {
        waiting.Remove(reader);
        if (loans.Remove(reader, out var held)) held.ForEach(loan => loan.Dispose());
    }

    /// <summary>The publisher ends.</summary>
    public void Close() => published?.Retire();
}
