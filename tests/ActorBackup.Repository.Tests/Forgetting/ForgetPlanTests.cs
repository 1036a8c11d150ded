using System.Collections.Immutable;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Forgetting;

public sealed class ForgetPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly SnapshotFilter Mine = new() { Hosts = ["mine"] };

    [Fact]
    public void Removes_nothing_without_a_policy() => AssertRefused(new ForgetRequest(new ForgetPolicy()));

    [Fact]
    public void Removes_nothing_if_a_group_would_lose_its_last_snapshot() =>
        AssertRefused(new ForgetRequest(new ForgetPolicy { Tags = [["no such tag"]] }));

    [Fact]
    public void Does_not_remove_everything_without_a_filter() => AssertRefused(new ForgetRequest(new ForgetPolicy()) { AllowRemovingAll = true });

    [Fact]
    public void Removes_everything_of_a_host_if_that_is_said()
    {
        var plan = ForgetPlan.Of([Snapshot(1, "mine"), Snapshot(2, "theirs")], new ForgetRequest(new ForgetPolicy()) { Filter = Mine, AllowRemovingAll = true }, Now, TimeZoneInfo.Utc);

        Assert.Equal([Snapshot(1, "mine").Id], plan.Removed);
    }

    [Fact]
    public void Takes_paths_in_another_order_for_the_same_group()
    {
        StoredSnapshot[] snapshots = [Snapshot(1, "mine", "/a", "/b"), Snapshot(2, "mine", "/b", "/a")];

        Assert.Single(ForgetPlan.Of(snapshots, new ForgetRequest(new ForgetPolicy { Last = 1 }), Now, TimeZoneInfo.Utc).Groups);
    }

    [Fact]
    public void Refuses_a_negative_count() => Assert.Throws<ArgumentException>(
        () => ForgetPlan.Of([Snapshot(1, "mine")], new ForgetRequest(new ForgetPolicy { Last = -2 }), Now, TimeZoneInfo.Utc));

    [Theory]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("all")]
    public void Reads_no_count_that_could_mean_remove_everything(string text) => Assert.Throws<FormatException>(() => ForgetPolicy.ParseCount(text));

    private static void AssertRefused(ForgetRequest request) => Assert.Equal(
        RepositoryFailure.Refused,
        Assert.Throws<RepositoryException>(() => ForgetPlan.Of([Snapshot(1, "mine"), Snapshot(2, "mine")], request, Now, TimeZoneInfo.Utc)).Failure);

    private static StoredSnapshot Snapshot(int number, string host, params ImmutableArray<string> paths) => new(
        new SnapshotFileId(Sha256Value.Of([(byte)number])),
        new SnapshotDocument(NodeTime.From(Now.AddDays(-number)), default, paths) { Hostname = host });
}
