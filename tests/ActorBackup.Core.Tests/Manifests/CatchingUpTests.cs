using ActorBackup.Core.Manifests;
using ActorBackup.Core.Retention;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class CatchingUpTests
{
    private readonly Story _story = new(Some.Settings([Some.Copies, Some.Vault], new RetentionPolicy(KeepLast: 3, Hourly: 0, Daily: 0)));

    private IEnumerable<string> Steps() => _story.Manifest.CatchUp(Some.Vault, _story.Here, _story.Settings, _story.Zone).Select(step => $"{step.Snapshot.Items} from {step.From.Store}");

    private void SavesWithoutTheVault(int count)
    {
        _story.Here.Remove(Some.Vault);
        for (var i = 0; i < count; i++) _story.Saves(101 + i);
        _story.Here.Add(Some.Vault);
    }

    [Fact]
    public void A_store_that_returns_is_caught_up_in_order()
    {
        _story.Saves(100);
        SavesWithoutTheVault(2);

        Assert.Equal(["101 from copies", "102 from copies"], Steps());
        Assert.Equal(2, _story.Manifest.MissingIn(Some.Vault, _story.Settings));
    }

    [Fact]
    public void Only_with_what_retention_would_keep_there()
    {
        SavesWithoutTheVault(6);

        Assert.Equal(["104 from copies", "105 from copies", "106 from copies"], Steps());
    }

    [Fact]
    public void Nothing_can_be_caught_up_from_a_store_that_is_away()
    {
        SavesWithoutTheVault(2);
        _story.Here.Remove(Some.Copies);

        Assert.Empty(Steps());
    }

    [Fact]
    public void A_copy_removed_there_is_not_put_back()
    {
        _story.Saves(100);
        var second = _story.Saves(101);
        _story.Happens(new CopyLost(second.Id, Some.Vault, _story.Now));

        Assert.Empty(Steps());
    }

    [Fact]
    public void A_step_that_is_done_is_not_planned_again()
    {
        SavesWithoutTheVault(1);
        var missing = _story.Manifest.Snapshots[^1];

        _story.Happens(new CopyStored(missing.Id, Some.Copy(missing.Id, Some.Vault), _story.Now));

        Assert.Empty(Steps());
        Assert.Equal(0, _story.Manifest.MissingIn(Some.Vault, _story.Settings));
    }
}
