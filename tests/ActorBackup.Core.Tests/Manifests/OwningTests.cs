using ActorBackup.Core.Manifests;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class OwningTests
{
    private static readonly NodeId Other = new("elsewhere");

    private readonly Story _story = new();

    private OwnershipTaken Takes(long claim, long stored = 0, NodeId? node = null)
    {
        var taken = _story.Manifest.TakeOwnership(new ClaimOf(claim), stored, "incarnation", node ?? Some.Node, _story.Now);
        _story.Happens(taken);
        return taken;
    }

    private static FoundCopy Found(Snapshot s, bool inTrash = false) => new(
        new SideCar(Some.Source, "/srv/shop/linking_map.json", s), s.CopyIn(Some.Copies)!.Handle, s.TakenAt, s.Bytes, inTrash, Complete: true);

    private Reconciliation Lists(params IReadOnlyCollection<FoundCopy> found)
    {
        var reconciliation = _story.Manifest.Reconcile(Some.Copies, found, new HashSet<SnapshotId>(), TimeSpan.FromDays(1), _story.Now);
        _story.Happens(reconciliation.Events);
        return reconciliation;
    }

    private static Snapshot Stray(long epoch, string? content = null) => Some.Snapshot(Some.Noon.AddHours(1), content: content) with { Epoch = epoch };

    [Theory]
    [InlineData(1, null, 0, 1)]    // the first owner of a new source
    [InlineData(2, 1L, 0, 2)]      // table and journal in step
    [InlineData(9, 3L, 0, 9)]      // owners that came and went without a word
    [InlineData(2, 8L, 0, 9)]      // the table was lost
    [InlineData(4, 4L, 0, 5)]      // the actor starts again under the same claim
    [InlineData(1, null, 12, 13)]  // the journal was lost: above what the stores know
    [InlineData(1, 2L, 12, 3)]     // the journal knows: what stores say may be a stale owner's
    public void An_epoch_is_above_all_before_it(long claim, long? journal, long stored, long expected)
    {
        if (journal is { } known) Takes(known);

        Assert.Equal(expected, Takes(claim, stored).Epoch);
    }

    [Fact]
    public void Knows_the_owner_and_the_first_epoch_of_its_journal()
    {
        Takes(5);
        Takes(6, node: Other);

        Assert.Equal((6, 5, Other), (_story.Manifest.State.Epoch, _story.Manifest.State.FirstEpoch, _story.Manifest.State.Owner));
    }

    [Fact]
    public void Captures_carry_the_epoch_they_began_in()
    {
        Takes(3);
        _story.Asks(TriggerKind.Manual);
        _story.Does(_story.Manifest.Start(_story.Manifest.State.Epoch, _story.Zone, _story.Now));

        Assert.Equal(3, _story.Manifest.Started!.Epoch);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]   // the present owner's captures are all known, so this is nobody's
    [InlineData(5, true)]
    [InlineData(1, false)]  // from before this journal
    [InlineData(0, false)]  // from before the source was shared
    public void What_an_unknown_copy_is_its_epoch_tells(long epoch, bool isStale)
    {
        Takes(2);
        Takes(4);

        Lists(Found(Stray(epoch)));

        Assert.Equal(isStale, Assert.Single(_story.Manifest.Snapshots).Health.IsStale);
    }

    [Fact]
    public void Of_a_local_source_nothing_is_stale()
    {
        _story.Saves(100);

        Lists(Found(_story.Manifest.Snapshots[0]), Found(Stray(7)));

        Assert.DoesNotContain(_story.Manifest.Snapshots, s => s.Health.IsStale);
    }

    [Fact]
    public void A_stale_copy_counts_for_nothing_and_says_why()
    {
        Takes(1);
        var good = _story.Saves(100);
        Takes(2, node: Other);

        var found = Lists(Found(good), Found(Stray(1)));

        var stray = _story.Manifest.Snapshots[^1];
        Assert.Equal(good.Id, _story.Chooses().Snapshot?.Id);
        Assert.Equal(good.Id, _story.Manifest.NewestHealthy?.Id);
        Assert.Equal(good.Id, _story.Manifest.NewestLive?.Id);
        Assert.Contains("elsewhere has owned linking-map since epoch 2", stray.Health.Reason, StringComparison.Ordinal);
        Assert.Equal(stray.Id, Assert.Single(found.ToDescribe).Id);
    }

    [Fact]
    public void It_is_found_in_a_later_listing_too()
    {
        Takes(1);
        var good = _story.Saves(100);
        Takes(2);
        Lists(Found(good));

        Lists(Found(good), Found(Stray(1)));

        Assert.True(_story.Manifest.Snapshots[^1].Health.IsStale);
    }

    [Fact]
    public void The_same_content_captured_by_the_owner_is_an_entry_of_its_own()
    {
        Takes(1);
        Takes(2);
        Lists(Found(Stray(1, content: "100 items")));

        var taken = _story.Captures(Some.Captured("100 items", 100));

        Assert.True(taken.Health.IsHealthy);
        Assert.Equal(2, _story.Manifest.Snapshots.Count);
    }

    [Fact]
    public void Time_does_not_accept_it_and_no_nameless_word_does()
    {
        Takes(1);
        _story.Saves(100);
        Takes(2);
        Lists(Found(_story.Manifest.Snapshots[0]), Found(Stray(1)));
        var stray = _story.Manifest.Snapshots[^1];

        Assert.Empty(_story.Manifest.AcceptByTime(_story.Settings, _story.Now.AddDays(30)).Events);
        Assert.IsType<SourceProtocol.Refused>(_story.Manifest.AcceptSnapshot(new SourceProtocol.Accept(Some.Source, null, "me"), _story.Now).Reply);
        _story.Does(_story.Manifest.AcceptSnapshot(new SourceProtocol.Accept(Some.Source, stray.Id.Value, "me"), _story.Now));
        Assert.True(_story.Manifest.Find(stray.Id)!.Health.IsHealthy);
    }

    [Fact]
    public void A_capture_that_a_former_owner_began_is_taken_if_a_store_has_it_whole()
    {
        Takes(1);
        _story.Asks(TriggerKind.Manual);
        _story.Does(_story.Manifest.Start(1, _story.Zone, _story.Now));
        var begun = _story.Manifest.Started!;
        Takes(2);
        var found = Found(Stray(1) with { Id = begun.Id });

        Assert.Same(found, _story.Manifest.StartedIn([found]));
        _story.Happens(_story.Manifest.Resolve([new VerifiedCopy(Some.Copies, found)], _story.Now));

        Assert.Equal(begun.Id, _story.Manifest.NewestHealthy?.Id);
        Assert.Equal(OutcomeState.Durable, _story.Manifest.OutcomeOf(begun.Triggers[0].Id, _story.Settings)?.State);
    }

    [Fact]
    public void What_a_former_owner_left_undone_is_taken_at_once()
    {
        Takes(1);
        _story.Asks(TriggerKind.Manual);
        _story.Does(_story.Manifest.Start(1, _story.Zone, _story.Now));
        Takes(2);

        _story.Happens(_story.Manifest.Resolve([], _story.Now));

        Assert.Equal(_story.Now, _story.Next().At);
    }

    [Fact]
    public void What_comes_of_it_after_it_was_given_up_goes_to_the_trash()
    {
        Takes(1);
        _story.Asks(TriggerKind.Manual);
        _story.Does(_story.Manifest.Start(1, _story.Zone, _story.Now));
        var begun = _story.Manifest.Started!;
        Takes(2);
        _story.Happens(_story.Manifest.Resolve([], _story.Now));

        var late = Lists(Found(Stray(1) with { Id = begun.Id }));

        Assert.Single(late.LeftoversToTrash);
        Assert.Empty(_story.Manifest.Snapshots);
    }

    private sealed record ClaimOf(long Epoch) : IClaim
    {
        public bool Holds => true;
        public CancellationToken Ended => CancellationToken.None;
    }
}
