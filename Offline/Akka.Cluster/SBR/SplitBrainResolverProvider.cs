using Akka.Actor;
using Akka.Coordination;

namespace Akka.Cluster.SBR;

/// <summary>Downs one side of a split, as akka.cluster.split-brain-resolver says.</summary>
public class SplitBrainResolverProvider : IDowningProvider
{
    private readonly ActorSystem _system;
    private readonly Cluster _cluster;
    private readonly SplitBrainResolverSettings _settings;

    public SplitBrainResolverProvider(ActorSystem system, Cluster cluster)
    {
        _system = system;
        _cluster = cluster;
        _settings = new SplitBrainResolverSettings(system.Settings.Config);
    }

    public TimeSpan DownRemovalMargin => _cluster.Settings.DownRemovalMargin is var margin && margin != TimeSpan.Zero
        ? margin
        : _settings.DowningStableAfter;

    public Props DowningActorProps
    {
        get
        {
            var (settings, strategy, cluster) = (_settings, Strategy(), _cluster);
            return Props.Create(() => new SplitBrainResolver(settings, strategy, cluster));
        }
    }

    private DowningStrategy Strategy()
    {
        switch (_settings.DowningStrategy)
        {
            case SplitBrainResolverSettings.StaticQuorumName:
                return new StaticQuorum(_settings.StaticQuorumSettings.Size, _settings.StaticQuorumSettings.Role);
            case SplitBrainResolverSettings.KeepOldestName:
                return new KeepOldest(_settings.KeepOldestSettings.DownIfAlone, _settings.KeepOldestSettings.Role);
            case SplitBrainResolverSettings.DownAllName:
                return new DownAllNodes();
            case SplitBrainResolverSettings.LeaseMajorityName:
                var its = _settings.LeaseMajoritySettings;
                var lease = LeaseProvider.Get(_system)
                    .GetLease(its.SafeLeaseName(_system.Name), its.LeaseImplementation, _cluster.SelfAddress.HostPort());
                return new LeaseMajority(its.Role, lease, its.AcquireLeaseDelayForMinority, its.ReleaseAfter);
            default:
                return new KeepMajority(_settings.KeepMajorityRole);
        }
    }
}
