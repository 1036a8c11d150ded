using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class CommandTests
{
    private readonly Story _story = new(Some.Settings([Some.Copies, Some.Vault]));

    private SourceProtocol.IReply? Forget(bool force = false, bool all = false, params string[] ids) =>
        _story.Does(_story.Manifest.Forget(new SourceProtocol.Forget(Some.Source, [.. ids], all, force, "uid 1000"), _story.Now));

    private SourceProtocol.IReply? Pin(bool pinned, params string[] ids) =>
        _story.Does(_story.Manifest.SetPin(new SourceProtocol.SetPin(Some.Source, [.. ids], pinned, "uid 1000"), _story.Now));

    private void IsDamaged(Snapshot snapshot) =>
        _story.Happens(snapshot.Copies.Select(copy => new CopyDamaged(snapshot.Id, copy.Store, "its digest differs", _story.Now)));

    private static Refusal Refused(SourceProtocol.IReply? reply) => Assert.IsType<SourceProtocol.Refused>(reply).Why;

    [Fact]
    public void Forget_moves_it_to_the_trash_of_every_store_and_records_who()
    {
        var first = _story.Saves(100);
        _story.Saves(101);

        var reply = Forget(ids: first.Id.Value);

        Assert.Equal(first.Id, Assert.Single(Assert.IsType<SourceProtocol.DoneMany>(reply).Outcomes).Snapshot);
        var copies = _story.Manifest.Find(first.Id)!.Copies;
        Assert.All(copies, c => Assert.Equal((CopyState.Trash, "forget by uid 1000"), (c.State, c.RemovedBy)));
        Assert.Equal(2, copies.Count);
    }

    [Fact]
    public void Forget_of_the_newest_healthy_one_needs_force()
    {
        var only = _story.Saves(100);

        Assert.Equal(RefusalKind.NeedsForce, Refused(Forget(ids: only.Id.Value)).Kind);
        Assert.IsType<SourceProtocol.DoneMany>(Forget(force: true, ids: only.Id.Value));
    }

    [Fact]
    public void Forget_of_a_pinned_one_needs_the_pin_lifted_first()
    {
        var first = _story.Saves(100);
        _story.Saves(101);
        Pin(true, first.Id.Value);

        Assert.Contains($"'unpin linking-map {first.Id}'", Refused(Forget(force: true, ids: first.Id.Value)).Why, StringComparison.Ordinal);
        Pin(false, first.Id.Value);
        Assert.IsType<SourceProtocol.DoneMany>(Forget(ids: first.Id.Value));
    }

    [Fact]
    public void One_refusal_refuses_the_whole_command()
    {
        var first = _story.Saves(100);
        var newest = _story.Saves(101);

        Refused(Forget(ids: [first.Id.Value, newest.Id.Value]));

        Assert.All(_story.Manifest.Snapshots, s => Assert.Equal(SnapshotState.Live, s.State));
    }

    [Fact]
    public void Forget_all_takes_the_newest_too_but_not_pins()
    {
        var first = _story.Saves(100);
        _story.Saves(101);
        Pin(true, first.Id.Value);

        Refused(Forget(all: true));
        Pin(false, first.Id.Value);
        Forget(all: true);

        Assert.All(_story.Manifest.Snapshots, s => Assert.Equal(SnapshotState.Trash, s.State));
    }

    [Fact]
    public void Forget_of_what_is_in_the_trash_is_refused()
    {
        var first = _story.Saves(100);
        _story.Saves(101);
        Forget(ids: first.Id.Value);

        Assert.Contains("is in the trash already", Refused(Forget(ids: first.Id.Value)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Forget_without_a_name_is_refused() => Assert.Equal(RefusalKind.Invalid, Refused(Forget()).Kind);

    [Fact]
    public void Undo_brings_it_back()
    {
        var first = _story.Saves(100);
        _story.Saves(101);
        Forget(ids: first.Id.Value);

        _story.Does(_story.Manifest.Undo(new SourceProtocol.Undo(Some.Source, [first.Id.Value], "uid 1000"), _story.Now));

        Assert.All(_story.Manifest.Find(first.Id)!.Copies, c => Assert.Equal((CopyState.Live, null, null), (c.State, c.RemovedBy, c.RemovedAt)));
    }

    [Fact]
    public void Undo_of_what_is_not_in_the_trash_is_refused()
    {
        var only = _story.Saves(100);

        var reply = _story.Does(_story.Manifest.Undo(new SourceProtocol.Undo(Some.Source, [only.Id.Value], "me"), _story.Now));

        Assert.Contains("is live, not in the trash", Refused(reply).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pin_that_is_there_changes_nothing()
    {
        var only = _story.Saves(100);
        Pin(true, only.Id.Value);
        var events = _story.Journal.Count;

        var reply = Pin(true, only.Id.Value);

        Assert.Equal(OutcomeState.Unchanged, Assert.Single(Assert.IsType<SourceProtocol.DoneMany>(reply).Outcomes).State);
        Assert.Equal(events, _story.Journal.Count);
    }

    [Fact]
    public void Accept_without_an_id_means_the_newest_suspect_one()
    {
        _story.Saves(100);
        _story.Saves(10);
        var newest = _story.Saves(9);

        _story.Does(_story.Manifest.AcceptSnapshot(new SourceProtocol.Accept(Some.Source, null, "uid 1000"), _story.Now));

        Assert.Equal("accept by uid 1000", _story.Manifest.Find(newest.Id)!.Health.AcceptedBy);
        Assert.Single(_story.Manifest.Snapshots, s => s.Health.Verdict == HealthVerdict.Suspect);
    }

    [Fact]
    public void Accept_of_a_damaged_one_is_refused()
    {
        var only = _story.Saves(100);
        IsDamaged(only);

        var reply = _story.Does(_story.Manifest.AcceptSnapshot(new SourceProtocol.Accept(Some.Source, only.Id.Value, "me"), _story.Now));

        Assert.Contains("is damaged (its digest differs)", Refused(reply).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_with_nothing_to_accept_is_refused() => Assert.Equal(RefusalKind.NoSuchSnapshot,
        Refused(_story.Does(_story.Manifest.AcceptSnapshot(new SourceProtocol.Accept(Some.Source, null, "me"), _story.Now))).Kind);

    [Fact]
    public void A_damaged_one_can_be_forgotten()
    {
        var first = _story.Saves(100);
        _story.Saves(101);
        IsDamaged(first);

        Forget(ids: first.Id.Value);

        Assert.Equal(SnapshotState.Trash, _story.Manifest.Find(first.Id)!.State);
    }

    [Fact]
    public void One_damaged_copy_leaves_a_snapshot_healthy_while_another_is_whole()
    {
        var only = _story.Saves(100);

        _story.Happens(new CopyDamaged(only.Id, Some.Copies, "its digest differs", _story.Now));

        Assert.Equal((SnapshotState.Live, true), (_story.Manifest.Find(only.Id)!.State, _story.Manifest.Find(only.Id)!.Health.IsHealthy));
    }
}
