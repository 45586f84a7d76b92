namespace Akka.Actor;

public partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private ICancelable _receiveTimeoutTask;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    /// <summary>Takes effect after the message that is being handled.</summary>
    public void SetReceiveTimeout(TimeSpan? timeout = null) => _receiveTimeout = timeout;

    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is null)
        {
            CancelReceiveTimeout();
        }
        else if (reschedule || _receiveTimeoutTask is null)
        {
            CancelReceiveTimeout();
            _receiveTimeoutTask = System.Scheduler.ScheduleTellOnceCancelable(_receiveTimeout.Value, Self, Akka.Actor.ReceiveTimeout.Instance, Self);
        }
    }

    private void CancelReceiveTimeout()
    {
        _receiveTimeoutTask?.Cancel();
        _receiveTimeoutTask = null;
    }
}
