using System.Collections.Immutable;
using Akka.Cluster.Membership;

namespace Akka.Cluster.Daemon;

/// <summary>What a node knows at this moment, for all threads to read. Written by the publisher alone.</summary>
internal sealed class Standing(UniqueAddress self, ImmutableHashSet<string> roles)
{
    private readonly Member _nobody = new(self, int.MaxValue, MemberStatus.Removed, roles);
    private readonly TaskCompletionSource _exiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClusterView _view = ClusterView.Empty;
    private volatile bool _isTerminated;

    public ClusterView View => _view;

    /// <summary>Removed as long as it is no member.</summary>
    public Member Self => _view.Find(self) ?? _nobody;

    /// <summary>The node has left, was downed, or its system ends.</summary>
    public bool IsTerminated => _isTerminated;

    /// <summary>Done when the node is seen to be exiting, or has ended.</summary>
    public Task Exiting => _exiting.Task;

    /// <summary>Done when it is terminated and that was told.</summary>
    public Task Ended => _ended.Task;

    public void Show(ClusterView view)
    {
        _view = view;
        if (Self.Status is MemberStatus.Exiting or MemberStatus.Down)
            _exiting.TrySetResult();
    }

    public void Terminate()
    {
        _isTerminated = true;
        _view = ClusterView.Empty;
    }

    public void End()
    {
        _exiting.TrySetResult();
        _ended.TrySetResult();
    }
}
