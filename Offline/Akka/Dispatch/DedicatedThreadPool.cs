namespace Akka.Dispatch;

/// <summary>A fixed number of named threads over one queue; they start with the first piece of work and end after the last one once shut down.</summary>
internal sealed class DedicatedThreadPool : ExecutorService
{
    private readonly Queue<IRunnable> _work = new();
    private readonly Thread[] _threads;
    private bool _shuttingDown;

    public DedicatedThreadPool(string id, int threads, bool background)
        : base(id)
    {
        _threads = new Thread[threads];
        for (var i = 0; i < threads; i++)
        {
            _threads[i] = new Thread(Loop) { IsBackground = background, Name = $"{id}_{i}" };
            _threads[i].UnsafeStart();
        }
    }

    public override void Execute(IRunnable run)
    {
        lock (_work)
        {
            if (_shuttingDown) throw new RejectedExecutionException($"The threads of [{Id}] have been shut down.");
            _work.Enqueue(run);
            Monitor.Pulse(_work);
        }
    }

    public override void Shutdown()
    {
        lock (_work)
        {
            _shuttingDown = true;
            Monitor.PulseAll(_work);
        }
    }

    private void Loop()
    {
        while (true)
        {
            IRunnable next;
            lock (_work)
            {
                while (!_work.TryDequeue(out next))
                {
                    if (_shuttingDown) return;
                    Monitor.Wait(_work);
                }
            }

            next.Run();
        }
    }
}
