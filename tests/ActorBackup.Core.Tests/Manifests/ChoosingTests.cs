using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class ChoosingTests
{
    private readonly Story _story = new(Some.Settings([Some.Copies, Some.Vault]));

    private void Stored(params Snapshot[] snapshots) => _story.Happens(snapshots.Select(s => new SnapshotTaken(s, s.TakenAt)));

    private static Snapshot At(int minutes, bool healthy = true, string? id = null, params Core.Stores.StoreName[] stores)
    {
        var snapshot = Some.Snapshot(Some.Noon.AddMinutes(minutes), minutes + 1, health: healthy ? null : Some.Suspect(), stores: stores is [] ? null : stores);
        return id is null ? snapshot : snapshot with { Id = SnapshotId.Parse(id) };
    }

    [Fact]
    public void Latest_is_the_newest_healthy_one_and_names_newer_suspects_newest_first()
    {
        Stored(At(0), At(1), At(2, healthy: false), At(3, healthy: false));

        var choice = _story.Chooses("latest");

        Assert.Equal("20261120_120100", choice.Snapshot!.Id.Value);
        Assert.Equal(["20261120_120300", "20261120_120200"], choice.Passed.Select(s => s.Id.Value));
    }

    [Fact]
    public void Nothing_named_means_latest()
    {
        Stored(At(0), At(1));

        Assert.Equal("20261120_120100", _story.Chooses().Snapshot!.Id.Value);
    }

    [Fact]
    public void Latest_lies_in_a_reachable_store()
    {
        Stored(At(0, stores: [Some.Copies]), At(1, stores: [Some.Vault]));
        _story.Here.Remove(Some.Vault);

        Assert.Equal("20261120_120000", _story.Chooses("latest").Snapshot!.Id.Value);
    }

    [Fact]
    public void A_time_means_the_newest_healthy_one_at_or_before_it()
    {
        Stored(At(0), At(10), At(11, healthy: false), At(20));

        Assert.Equal("20261120_121000", _story.Chooses(at: Some.Noon.AddMinutes(10)).Snapshot!.Id.Value);
        Assert.Equal("20261120_121000", _story.Chooses(at: Some.Noon.AddMinutes(15)).Snapshot!.Id.Value);
        Assert.Equal(RefusalKind.NothingHealthy, _story.Chooses(at: Some.Noon.AddMinutes(-1)).Refusal!.Kind);
    }

    [Fact]
    public void An_id_finds_a_suspect_one_too()
    {
        Stored(At(0), At(1, healthy: false));

        Assert.Equal("20261120_120100", _story.Chooses("20261120_120100").Snapshot!.Id.Value);
    }

    [Fact]
    public void A_unique_prefix_is_enough()
    {
        Stored(At(0), At(61));

        Assert.Equal("20261120_130100", _story.Chooses("20261120_13").Snapshot!.Id.Value);
    }

    [Fact]
    public void A_full_id_beats_a_prefix()
    {
        Stored(At(0), At(1, id: "20261120_120000_2"));

        Assert.Equal("20261120_120000", _story.Chooses("20261120_120000").Snapshot!.Id.Value);
    }

    [Fact]
    public void An_ambiguous_prefix_is_refused_and_names_the_candidates()
    {
        Stored(At(0), At(1));

        var refusal = _story.Chooses("20261120").Refusal!;

        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        Assert.Equal("'20261120' is the start of 2 snapshots of linking-map: 20261120_120000, 20261120_120100. Write more of the one meant.", refusal.Why);
    }

    [Theory]
    [InlineData("20250101")]
    [InlineData("")]
    [InlineData("nonsense")]
    public void What_does_not_exist_is_refused(string id)
    {
        Stored(At(0));

        Assert.Equal(RefusalKind.NoSuchSnapshot, _story.Chooses(id).Refusal!.Kind);
    }

    [Fact]
    public void A_store_can_be_asked_for()
    {
        Stored(At(0, stores: [Some.Vault]), At(1, stores: [Some.Copies]));

        Assert.Equal("20261120_120000", _story.Manifest.Choose(new SnapshotChoice(Store: Some.Vault), _story.Here).Snapshot!.Id.Value);
    }

    [Fact]
    public void Without_any_snapshot_it_says_how_to_take_one() =>
        Assert.Equal("linking-map has no snapshot yet: 'backup linking-map' takes one.", _story.Chooses("latest").Refusal!.Why);

    [Fact]
    public void With_suspects_only_it_says_how_to_accept()
    {
        Stored(At(0, healthy: false));

        Assert.Contains("'accept linking-map 20261120_120000'", _story.Chooses("latest").Refusal!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void With_every_store_away_it_says_so()
    {
        Stored(At(0));
        _story.Here.Clear();

        Assert.Contains("lie in stores that are away", _story.Chooses("latest").Refusal!.Why, StringComparison.Ordinal);
    }
}
