using System.Collections.Immutable;
using System.Text.Json;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Forgetting;

/// <summary>Against what restic 0.18 answered. 0.14 answers otherwise in 13 of the cases: it does not keep the oldest snapshot of a rule with
/// something left, knows no <c>unlimited</c>, empties groups, and removes everything where a count is negative.</summary>
public sealed class ForgetVectorTests
{
    private static readonly JsonElement Vectors = VectorFile.Json("forget.json");

    /// <summary>When the answers were made: one set reaches into the future.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 53, 42, TimeSpan.Zero);

    public static TheoryData<int> Cases { get; } = [.. Enumerable.Range(0, Vectors.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keeps_what_restic_keeps_for_its_reasons(int number)
    {
        var facts = Vectors.GetProperty("cases")[number];
        var answer = facts.GetProperty("restic 0.18.0");
        var snapshots = Snapshots(facts.Text("set"));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(facts.Text("tz"));

        if (answer.Number("exit") != 0)
        {
            var error = Assert.ThrowsAny<Exception>(() => ForgetPlan.Of(snapshots.Values, Request(facts), Now, zone));
            Assert.True(error is FormatException or RepositoryException { Failure: RepositoryFailure.Refused }, error.ToString());
            return;
        }

        var plan = ForgetPlan.Of(snapshots.Values, Request(facts), Now, zone);

        var numbers = snapshots.ToDictionary(static s => s.Value.Id, static s => s.Key);
        var expected = answer.GetProperty("groups").EnumerateArray().Select(Expected).Order(StringComparer.Ordinal);
        Assert.Equal(expected, plan.Groups.Select(group => Shown(group, numbers)).Order(StringComparer.Ordinal));
    }

    private static Dictionary<int, StoredSnapshot> Snapshots(string set) => Vectors.GetProperty("sets").GetProperty(set).EnumerateArray().ToDictionary(
        static s => s.Number("n"),
        static s => new StoredSnapshot(SnapshotFileId.Parse(s.Text("id")), Document(s)));

    private static SnapshotDocument Document(JsonElement snapshot) =>
        new(NodeTime.Parse(snapshot.Text("time")), default, Texts(snapshot.GetProperty("paths"))) { Hostname = snapshot.Text("hostname"), Tags = Texts(snapshot.GetProperty("tags")) };

    private static ForgetRequest Request(JsonElement facts)
    {
        var request = new ForgetRequest(new ForgetPolicy());
        var arguments = Texts(facts.GetProperty("args"));
        for (var i = 0; i < arguments.Length; i += 2) request = With(request, arguments[i], arguments[i + 1]);
        return request;
    }

    private static ForgetRequest With(ForgetRequest request, string name, string value) => name switch
    {
        "--group-by" => request with { GroupBy = SnapshotGroup.Parse(value) },
        "--host" => request with { Filter = request.Filter with { Hosts = request.Filter.Hosts.Add(value) } },
        "--path" => request with { Filter = request.Filter with { Paths = request.Filter.Paths.Add(value) } },
        "--tag" => request with { Filter = request.Filter with { Tags = request.Filter.Tags.Add(Tags(value)) } },
        _ => request with { Policy = With(request.Policy, name, value) },
    };

    private static ForgetPolicy With(ForgetPolicy policy, string name, string value) => name switch
    {
        "--keep-last" => policy with { Last = ForgetPolicy.ParseCount(value) },
        "--keep-hourly" => policy with { Hourly = ForgetPolicy.ParseCount(value) },
        "--keep-daily" => policy with { Daily = ForgetPolicy.ParseCount(value) },
        "--keep-weekly" => policy with { Weekly = ForgetPolicy.ParseCount(value) },
        "--keep-monthly" => policy with { Monthly = ForgetPolicy.ParseCount(value) },
        "--keep-yearly" => policy with { Yearly = ForgetPolicy.ParseCount(value) },
        "--keep-within" => policy with { Within = KeepSpan.Parse(value) },
        "--keep-within-hourly" => policy with { WithinHourly = KeepSpan.Parse(value) },
        "--keep-within-daily" => policy with { WithinDaily = KeepSpan.Parse(value) },
        "--keep-within-weekly" => policy with { WithinWeekly = KeepSpan.Parse(value) },
        "--keep-within-monthly" => policy with { WithinMonthly = KeepSpan.Parse(value) },
        "--keep-within-yearly" => policy with { WithinYearly = KeepSpan.Parse(value) },
        "--keep-tag" => policy with { Tags = policy.Tags.Add(Tags(value)) },
        _ => throw new ArgumentException($"The vectors use {name}, which this test does not know.", nameof(name)),
    };

    private static string Expected(JsonElement group) => Shown(
        group.GetProperty("keep").EnumerateArray().Select(kept => (kept.Number("n"), Texts(kept.GetProperty("reasons")))),
        group.GetProperty("remove") is { ValueKind: JsonValueKind.Array } removed ? removed.EnumerateArray().Select(static n => n.GetInt32()) : []);

    private static string Shown(ForgetGroup group, Dictionary<SnapshotFileId, int> numbers) => Shown(
        group.Keep.Select(kept => (numbers[kept.Snapshot.Id], kept.Reasons)), group.Remove.Select(snapshot => numbers[snapshot.Id]));

    private static string Shown(IEnumerable<(int, ImmutableArray<string>)> keep, IEnumerable<int> remove) =>
        $"{string.Join("; ", keep.Select(static kept => $"{kept.Item1} {string.Join(", ", kept.Item2)}"))} - {string.Join(", ", remove)}";

    private static ImmutableArray<string> Tags(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries)];

    private static ImmutableArray<string> Texts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(static text => text.GetString()!)] : [];
}
