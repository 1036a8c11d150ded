using System.Text;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Tests.Stores;

public sealed class SourceNamesTests
{
    private const string Standard = "{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}";

    [Theory]
    [InlineData(Standard, "map.json", "20261120_093000", "map_change_backup_20261120_093000.json")]
    [InlineData(Standard, "map.json", "20261120_093000_2", "map_change_backup_20261120_093000_2.json")]
    [InlineData("{name}.{id}", "map.json", "20261120_093000_2", "map.json.20261120_093000_2")]
    [InlineData("{source}-{time:yyyy-MM-dd}{ext}", "map.json", "20261120_093000_3", "docs-2026-11-20_3.json")]
    [InlineData("{stem}_{tier}_{label}_{id}{ext}", "map.json", "20261120_093000", "map_milestone_before upgrade_20261120_093000.json")]
    [InlineData("{stem}{.label}.{id}{ext}", "map.json", "20261120_093000", "map.before upgrade.20261120_093000.json")]
    [InlineData(Standard, ".bashrc", "20261120_093000", ".bashrc_change_backup_20261120_093000")]
    [InlineData(Standard, "archive.tar.gz", "20261120_093000", "archive.tar_change_backup_20261120_093000.gz")]
    [InlineData(Standard, "no-extension", "20261120_093000", "no-extension_change_backup_20261120_093000")]
    [InlineData("{stem} {time:yyyy.MM.ddTHH-mm}{ext}", "a b.json", "20261120_093000", "a b 2026.11.20T09-30.json")]
    public void Fills_the_holes(string template, string file, string id, string expected) =>
        Assert.Equal(expected, Wishes(template, file, id, "milestone", "before upgrade").First());

    [Fact]
    public void Counts_on_from_the_ids_own_number_where_a_name_is_taken()
    {
        Assert.Equal(
            ["map_change_backup_20261120_093000.json", "map_change_backup_20261120_093000_2.json", "map_change_backup_20261120_093000_3.json"],
            Wishes(Standard, "map.json", "20261120_093000").Take(3));
        Assert.Equal(
            ["map_change_backup_20261120_093000_4.json", "map_change_backup_20261120_093000_5.json"],
            Wishes(Standard, "map.json", "20261120_093000_4").Take(2));
        Assert.Equal(["map.20261120_093000_2", "map.20261120_093000_2_2"], Wishes("{stem}.{id}", "map.json", "20261120_093000_2").Take(2));
    }

    [Fact]
    public void Keeps_labels_from_leaving_the_folder() =>
        Assert.Equal("map_.._.._etc_.20261120_093000", Wishes("{stem}_{label}.{id}", "map.json", "20261120_093000", null, "../../etc\n").First());

    [Theory]
    [InlineData("map_change_backup_20261120_093000.json", true)]
    [InlineData("map_before-change_backup_20261120_093000_12.json", true)]
    [InlineData("map_change_backup_20261120_093000.json.gz", true)]
    [InlineData("map_change_backup_20261320_093000.json", false)]
    [InlineData("map_whim_backup_20261120_093000.json", false)]
    [InlineData("other_change_backup_20261120_093000.json", false)]
    [InlineData("map_change_backup_20261120_093000.json.bak", false)]
    [InlineData("xmap_change_backup_20261120_093000.json", false)]
    [InlineData("map.json", false)]
    public void Knows_its_own_names_again(string name, bool isOurs)
    {
        Assert.Equal(isOurs, Names(Standard, "map.json").TryRead(name, out var local));
        if (isOurs) Assert.Equal(new DateTime(2026, 11, 20, 9, 30, 0), local);
    }

    [Fact]
    public void Reads_the_moment_from_an_id_or_a_shorter_time()
    {
        Assert.True(Names("{stem}.{id}", "map.json").TryRead("map.20261120_093000_2", out var fromId));
        Assert.True(Names("{stem}-{time:yyyy-MM-dd}{ext}", "map.json").TryRead("map-2026-11-20_2.json", out var fromDay));

        Assert.Equal((new DateTime(2026, 11, 20, 9, 30, 0), new DateTime(2026, 11, 20)), (fromId, fromDay));
    }

    [Theory]
    [InlineData('n')]
    [InlineData('ö')]
    public void Cuts_a_stem_that_would_make_the_name_too_long_and_still_knows_it(char letter)
    {
        var file = new string(letter, letter == 'n' ? 250 : 125) + ".json";

        foreach (var trigger in Enum.GetValues<TriggerKind>())
        {
            var name = Names("{stem}_{trigger}_{label}_backup_{time:yyyyMMdd_HHmmss}{ext}", file)
                .Wishes(SnapshotId.Parse("20261120_093000_999"), trigger, null, new string('l', 300)).First();
            Assert.InRange(Encoding.UTF8.GetByteCount(name), 200, 255 - ".zst".Length);
            Assert.True(Names("{stem}_{trigger}_{label}_backup_{time:yyyyMMdd_HHmmss}{ext}", file).TryRead(name, out _));
        }
    }

    [Theory]
    [InlineData("{stem}{ext}", "it needs {time:FORMAT} or {id}")]
    [InlineData("{stem}_{tme:yyyy}{id}", "there is no {tme:yyyy}")]
    [InlineData("{stem:x}{id}", "there is no {stem:x}")]
    [InlineData("{time:yyyy/MM}", "the time format 'yyyy/MM' may only have")]
    [InlineData("{time}", "the time format '' may only have")]
    [InlineData("sub/{id}", "a name has no '/'")]
    [InlineData("{stem}_{id", "is not allowed")]
    [InlineData("{Stem}{id}", "is not allowed")]
    [InlineData(".actorbackup{id}", "the store's own")]
    public void Refuses_a_template_that_cannot_work(string template, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => NameTemplate.Parse(template)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Standard, true)]
    [InlineData("{stem}.{id}", true)]
    [InlineData("{time:yyyy-MM-dd}", false)]
    [InlineData("{time:yyyyMMdd}_{time:HHmmss}", false)]
    public void Tells_whether_ids_alone_keep_names_apart(string template, bool unique) => Assert.Equal(unique, NameTemplate.Parse(template).IsUniquePerId);

    private static SourceNames Names(string template, string file) => new(NameTemplate.Parse(template), new SourceLocation(SourceId.Parse("docs"), "/srv/" + file));

    private static IEnumerable<string> Wishes(string template, string file, string id, string? tier = null, string? label = null) =>
        Names(template, file).Wishes(SnapshotId.Parse(id), TriggerKind.Change, tier, label);
}
