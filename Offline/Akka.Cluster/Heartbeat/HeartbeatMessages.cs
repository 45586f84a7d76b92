using Akka.Actor;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>Are you there?</summary>
internal sealed record Heartbeat(Address From, long SequenceNr, long CreationTimeNanos) : IClusterMessage, IPriorityMessage, IDeadLetterSuppression;

/// <summary>Yes.</summary>
internal sealed record HeartbeatRsp(UniqueAddress From, long SequenceNr, long CreationTimeNanos) : IClusterMessage, IPriorityMessage, IDeadLetterSuppression;
