using Akka.Actor;
using Akka.Cluster;
using Akka.Coordination;
using Akka.Event;
using AkkaDreamer.Actors.Protocol;
using Npgsql;

namespace AkkaDreamer.Actors.Cluster.Leasing;

/// <summary>
/// The lease that split-brain resolution asks for: <c>dreamer.sbr-lease</c>. It judges the side, not the node that asks, since the resolver acts on the leader of a side, whatever its role: granted to the side that can reach the owner of
/// the <see cref="LearnerRow"/>; when the row has expired, to the side that first assigns it to a learner that it can reach; refused to a side without a learner. A node that knows no database asks a learner of its side
/// (<see cref="SideDesk"/>); the only learner of a cluster needs none.
/// </summary>
public sealed class SideLease : Lease
{
    /// <summary>How long a row that a side assigned waits for the learner that it was assigned to.</summary>
    public static readonly TimeSpan Assigned = TimeSpan.FromSeconds(8);

    private const string Role = "learner";
    private readonly LearnerRow? row;
    private readonly ExtendedActorSystem system;
    private readonly ILoggingAdapter log;

    /// <summary>Called by Akka.Coordination, by the name in the configuration.</summary>
    public SideLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        row = LeasePlace.IsTold(settings.LeaseConfig) ? LeasePlace.Row(settings.LeaseConfig) : null;
        this.system = system;
        log = Logging.GetLogger(system, this);
    }

    /// <inheritdoc/>
    public override async Task<bool> Acquire()
    {
        var learners = Learners();
        if (learners.Length == 0)
        {
            log.Warning("This side of the cluster has no learner, so it gives way");
            return false;
        }

        if (row is null) return await AskLearner(learners[0]).ConfigureAwait(false);
        using var patience = new CancellationTokenSource(Settings.TimeoutSettings.OperationTimeout);
        try
        {
            var tenure = await row.ReadAsync(patience.Token).ConfigureAwait(false);
            if (tenure is { IsExpired: false })
            {
                var mine = learners.Any(learner => learner.HostPort() == tenure.Owner);
                log.Info("The learner is {0}, which {1}", tenure.Owner, mine ? "is on this side of the cluster: this side stays" : "this side of the cluster cannot reach: it gives way");
                return mine;
            }

            var assigned = await row.AssignAsync(tenure, learners[0].HostPort(), Assigned, patience.Token).ConfigureAwait(false);
            log.Info(assigned ? "The learner's row had expired: {0} learns from now on" : "The learner's row had expired, and another side was first to give it away: {0} does not learn", learners[0]);
            return assigned;
        }
        catch (OperationCanceledException)
        {
            throw new LeaseTimeoutException($"PostgreSQL gave no answer within {Settings.TimeoutSettings.OperationTimeout} when it was asked who learns");
        }
        catch (NpgsqlException failure)
        {
            throw new LeaseException($"PostgreSQL failed when it was asked who learns: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => Acquire();

    /// <summary>Does nothing: the row is the learner's, not the resolver's.</summary>
    public override Task<bool> Release() => Task.FromResult(true);

    /// <summary>Always false: on true the resolver would act without asking.</summary>
    public override bool CheckLease() => false;

    private async Task<bool> AskLearner(Address learner)
    {
        if (learner.Equals(Akka.Cluster.Cluster.Get(system).SelfAddress)) return true;
        var answer = await system.ActorSelection(new RootActorPath(learner) / "user" / SideDesk.Name).Ask<SideAnswered>(new AskSide(), Settings.TimeoutSettings.OperationTimeout).ConfigureAwait(false);
        log.Info("The learner at {0} says that this side of the cluster {1}", learner, answer.May ? "stays" : "gives way");
        return answer.May;
    }

    // Addresses of the learners that are up and that this node can reach, oldest first: where the singleton moves.
    private Address[] Learners()
    {
        var state = Akka.Cluster.Cluster.Get(system).State;
        return [.. state.Members.Except(state.Unreachable).Where(member => member.Status == MemberStatus.Up && member.HasRole(Role)).OrderBy(member => member, Member.AgeOrdering).Select(member => member.Address)];
    }
}
