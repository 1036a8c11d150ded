using ActorBackup.Core.Settings;
using ActorBackup.Core.Watching;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Watching;

/// <summary>With the defaults: quiet 500 ms, 50 ms after a completion, at most 10 s.</summary>
public sealed class SettlingTests
{
    [Theory]
    [InlineData("0 m", 500)]
    [InlineData("0 m, 100 m, 300 m", 800)]
    [InlineData("0 c", 50)]
    [InlineData("0 m, 200 c", 250)]
    [InlineData("0 m, 200 c, 210 m", 710)]           // written to again
    [InlineData("0 m, 200 c, 210 m, 220 c", 270)]
    [InlineData("0 m, 9800 m", 10000)]               // at most max-wait after the first
    [InlineData("0 m, 9800 m, 9990 c", 10000)]
    [InlineData("0 m, 100 d", null)]                 // nothing to capture
    [InlineData("0 m, 100 d, 300 m", 800)]
    [InlineData("0 m, 100 g", null)]
    public void A_file_is_settled(string events, int? dueAt)
    {
        Settling? state = null;
        foreach (var e in events.Split(", "))
            state = Settling.After(state, Kind(e[^1]), ChangeSettings.Default, At(int.Parse(e[..^2], System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(dueAt is null ? null : At(dueAt.Value), state?.DueAt);
    }

    [Fact]
    public void The_first_event_is_remembered()
    {
        var state = Settling.After(Settling.After(null, FileEventKind.Modified, ChangeSettings.Default, At(0)), FileEventKind.Completed, ChangeSettings.Default, At(300));

        Assert.Equal(At(0), state!.FirstEventAt);
        Assert.False(state.IsSettled(At(349)));
        Assert.True(state.IsSettled(At(350)));
    }

    [Fact]
    public void A_shorter_quiet_than_50_ms_is_not_lengthened_by_a_completion()
    {
        var settings = ChangeSettings.Default with { Quiet = TimeSpan.FromMilliseconds(10) };

        Assert.Equal(At(10), Settling.After(null, FileEventKind.Completed, settings, At(0))!.DueAt);
    }

    [Fact]
    public void A_clock_set_back_does_not_keep_a_file_from_settling()
    {
        var before = Settling.After(null, FileEventKind.Modified, ChangeSettings.Default, At(0));

        var after = Settling.After(before, FileEventKind.Modified, ChangeSettings.Default, Some.Noon.AddYears(-1));

        Assert.Equal(Some.Noon.AddYears(-1).AddMilliseconds(500), after!.DueAt);
    }

    private static DateTimeOffset At(int milliseconds) => Some.Noon.AddMilliseconds(milliseconds);

    private static FileEventKind Kind(char letter) => letter switch
    {
        'm' => FileEventKind.Modified,
        'c' => FileEventKind.Completed,
        'd' => FileEventKind.Deleted,
        'g' => FileEventKind.FolderGone,
        _ => throw new ArgumentOutOfRangeException(nameof(letter)),
    };
}
