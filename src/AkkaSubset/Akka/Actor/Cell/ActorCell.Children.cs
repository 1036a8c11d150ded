using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>The table of children. Guardians get children from any thread, so it is locked.</summary>
internal sealed partial class ActorCell
{
    private readonly Lock _childrenLock = new();
    private Dictionary<string, ChildRecord> _children;
    private long _madeUpNames;

    /// <summary>How many children have been stopped and are not dead yet; only the actor's own turn counts.</summary>
    private int _dying;

    public IActorRef ActorOf(Props props, string name = null)
    {
        if (name is not null)
            ActorNames.Check(name);
        return AttachChild(props, name, isSystem: false);
    }

    /// <param name="isSystem">The name may begin with '$'.</param>
    public LocalActorRef AttachChild(Props props, string name, bool isSystem)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (isSystem && name is not null && !ActorNames.HasValidCharacters(name))
            throw new InvalidActorNameException($"'{name}' is not an actor name.");

        var record = Reserve(name ?? ActorNames.Generated(Interlocked.Increment(ref _madeUpNames) - 1));
        try
        {
            var dispatcher = SystemImpl.Dispatchers.Lookup(props.Dispatcher ?? Dispatchers.DefaultDispatcherId);
            var path = new ChildActorPath(_self.Path, record.Name, Random.Shared.Next(1, int.MaxValue));
            Admit(record, new LocalActorRef(SystemImpl, props, dispatcher, _self, path));
        }
        catch
        {
            Remove(record);
            throw;
        }

        return record.Ref;
    }

    public IActorRef Child(string name)
    {
        lock (_childrenLock)
            return _children is not null && _children.TryGetValue(name, out var child) && child.Ref is not null ? child.Ref : ActorRefs.Nobody;
    }

    public IEnumerable<IActorRef> GetChildren() => [.. Records().Select(child => child.Ref)];

    public ChildRecord[] Records()
    {
        lock (_childrenLock)
            return _children is null ? [] : [.. _children.Values.Where(child => child.Ref is not null)];
    }

    private ChildRecord Reserve(string name)
    {
        lock (_childrenLock)
        {
            CheckOpen(name);
            var record = new ChildRecord(name);
            _children ??= [];
            if (!_children.TryAdd(name, record))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique below {_self.Path}.");
            return record;
        }
    }

    /// <summary>Under the lock, so that a guardian that stops meanwhile either sees the child or refuses it.</summary>
    private void Admit(ChildRecord record, LocalActorRef child)
    {
        lock (_childrenLock)
        {
            CheckOpen(record.Name);
            record.Ref = child;
            child.Start();
        }
    }

    private void CheckOpen(string name)
    {
        if (_closedToChildren)
            throw new InvalidOperationException($"Cannot create child '{name}': {_self} is terminating or terminated.");
    }

    private void Remove(ChildRecord record)
    {
        lock (_childrenLock)
            _children.Remove(record.Name);
    }

    /// <summary>Null if the ref is no child, or a former incarnation of one.</summary>
    private ChildRecord FindChild(IActorRef child)
    {
        lock (_childrenLock)
            return _children is not null && _children.TryGetValue(child.Path.Name, out var record) && child.Equals(record.Ref) ? record : null;
    }

    private void MarkChildAsDying(IActorRef child)
    {
        if (FindChild(child) is not { IsDying: false } record)
            return;
        record.IsDying = true;
        _dying++;
    }
}
