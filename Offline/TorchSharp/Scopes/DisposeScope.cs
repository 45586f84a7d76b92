namespace TorchSharp;

/// <summary>
/// Owns the tensors made on its thread while it is the innermost scope, and disposes them with itself.
/// Every member but Dispose throws <see cref="ObjectDisposedException"/> once it is disposed.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly List<torch.Tensor> _members = [];
    private DisposeScopeManager? _manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope? OuterScope { get; set; }

    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            _ = Manager;
            return _members.ToArray();
        }
    }

    public int DisposablesCount
    {
        get
        {
            _ = Manager;
            return _members.Count;
        }
    }

    private DisposeScopeManager Manager => _manager ?? throw new ObjectDisposedException(GetType().FullName);

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        MoveToOther(OuterScope, first, second);

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => MoveToOther(OuterScope, first, second, third);

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Move(scope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        Move(scope, first);
        Move(scope, second);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        Move(scope, first);
        Move(scope, second);
        Move(scope, third);
        return (first, second, third);
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) Move(scope, disposable);
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        Release(disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        Release(first);
        Release(second);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        Release(first);
        Release(second);
        Release(third);
        return (first, second, third);
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) Release(disposable);
    }

    public void Attach(IDisposable disposable) => Adopt(disposable);

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var attached = disposables.ToArray();
        foreach (var disposable in attached) Adopt(disposable);
        return attached;
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        _ = Manager;
        var keep = new HashSet<object>(inKeep, ReferenceEqualityComparer.Instance);
        if (keep.Count > 0)
        {
            foreach (var member in _members.ToArray())
                if (!keep.Contains(member)) member.Dispose();
            return;
        }

        while (_members.Count > 0) _members[^1].Dispose();
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    public void Dispose()
    {
        if (_manager is not { } manager) return;
        DisposeEverything();
        manager.RemoveDisposeScope(this);
        _manager = null;
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        _ = Manager;
        if (disposable is torch.Tensor tensor) Remove(tensor);
    }

    public bool Contains(IDisposable disposable) => disposable is torch.Tensor tensor && tensor.OwningDisposeScope == this;

    internal void Insert(torch.Tensor tensor)
    {
        tensor.ScopeSlot = _members.Count;
        _members.Add(tensor);
    }

    internal void Replace(torch.Tensor original, torch.Tensor replacement)
    {
        if (Remove(original)) Take(replacement);
    }

    /// <summary>The last member takes the place of the one that leaves; order means nothing here.</summary>
    private bool Remove(torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope != this) return false;
        var last = _members[^1];
        _members[tensor.ScopeSlot] = last;
        last.ScopeSlot = tensor.ScopeSlot;
        _members.RemoveAt(_members.Count - 1);
        tensor.OwningDisposeScope = null;
        return true;
    }

    private void Move(DisposeScope? scope, IDisposable disposable)
    {
        _ = Manager;
        if (scope is null) Release(disposable);
        else if (Contains(disposable)) scope.Take(disposable);
    }

    private void Release(IDisposable disposable)
    {
        var manager = Manager;
        if (disposable is torch.Tensor tensor && Remove(tensor)) manager.StatisticsInstance.TensorStatistics.DetachedFromScopeCount++;
    }

    private void Adopt(IDisposable disposable)
    {
        if (Take(disposable)) Manager.StatisticsInstance.TensorStatistics.AttachedToScopeCount++;
    }

    private bool Take(IDisposable disposable)
    {
        _ = Manager;
        if (disposable is not torch.Tensor tensor) throw new InvalidOperationException("A dispose scope looks after tensors only.");
        if (tensor.OwningDisposeScope == this) return false;
        tensor.OwningDisposeScope?.Remove(tensor);
        Insert(tensor);
        tensor.OwningDisposeScope = this;
        return true;
    }
}
