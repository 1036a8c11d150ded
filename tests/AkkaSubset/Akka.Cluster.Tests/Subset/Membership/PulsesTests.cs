using System.Collections.Immutable;
using Akka.Cluster.Membership;

namespace Akka.Cluster.Tests.Subset.Membership;

public sealed class PulsesTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly UniqueAddress Other = Rows.Node("b");

    private ImmutableArray<MemberRow> _rows = Rows.Of("a:Up b:Up");
    private Pulses _pulses = new(Rows.Node("a"), Pause);

    [Fact]
    public void Finds_a_member_silent_whose_row_stands_still_for_the_pause()
    {
        Read(from: 0, to: 2.5);

        Assert.False(_pulses.IsSilent(Other));

        Read(from: 3, to: 3);

        Assert.True(_pulses.IsSilent(Other));
        Assert.Equal(Pause, _pulses.StillFor(Other));
    }

    [Fact]
    public void Finds_a_member_alive_whose_row_moves()
    {
        for (var second = 0.0; second < 20; second += 2.5)
        {
            Read(from: second, to: second + 2);
            _rows = [_rows[0], _rows[1].Beat()];
        }

        Assert.False(_pulses.IsSilent(Other));
    }

    [Fact]
    public void Finds_a_silent_member_alive_once_its_row_moves()
    {
        Read(from: 0, to: 5);
        _rows = [_rows[0], _rows[1].Beat()];
        Read(from: 5.5, to: 5.5);

        Assert.False(_pulses.IsSilent(Other));
        Assert.Equal(TimeSpan.Zero, _pulses.StillFor(Other));
    }

    [Fact]
    public void Never_finds_itself_silent()
    {
        Read(from: 0, to: 10, beats: false);

        Assert.False(_pulses.IsSilent(Rows.Node("a")));
    }

    [Fact]
    public void Counts_from_the_end_of_the_reading_that_saw_the_row_first_to_the_start_of_the_last()
    {
        Read(from: 0, to: 0, lasting: 1);
        Read(from: 1, to: 3.5);

        Assert.False(_pulses.IsSilent(Other));
        Assert.Equal(TimeSpan.FromSeconds(2.5), _pulses.StillFor(Other));
    }

    [Fact]
    public void Concludes_nothing_from_time_in_which_it_did_not_read()
    {
        Read(from: 0, to: 2);
        Read(from: 60, to: 62.5);

        Assert.False(_pulses.IsSilent(Other));

        Read(from: 63, to: 63);

        Assert.True(_pulses.IsSilent(Other));
    }

    [Fact]
    public void Concludes_nothing_while_its_own_row_stands_still()
    {
        Read(from: 0, to: 20, beats: false);

        Assert.False(_pulses.IsSilent(Other));

        Read(from: 20.5, to: 22.5);

        Assert.False(_pulses.IsSilent(Other));

        Read(from: 23, to: 24);

        Assert.True(_pulses.IsSilent(Other));
    }

    [Fact]
    public void Keeps_a_verdict_over_a_gap_and_counts_anew()
    {
        Read(from: 0, to: 10);
        Read(from: 60, to: 60);

        Assert.True(_pulses.IsSilent(Other));
        Assert.Equal(TimeSpan.Zero, _pulses.StillFor(Other));
    }

    [Fact]
    public void Says_for_how_long_a_member_has_had_its_status()
    {
        Read(from: 0, to: 2);
        _rows = [_rows[0], _rows[1] with { Status = MemberStatus.Down }];
        Read(from: 2.5, to: 4);

        Assert.Equal(TimeSpan.FromSeconds(1.5), _pulses.SameStatusFor(Other));
    }

    [Fact]
    public void Begins_with_another_life_at_the_same_address_anew()
    {
        Read(from: 0, to: 5);
        _rows = [_rows[0], _rows[1] with { Node = Rows.Node("b", uid: 2) }];
        Read(from: 5.5, to: 5.5);

        Assert.False(_pulses.IsSilent(Rows.Node("b", uid: 2)));
        Assert.False(_pulses.IsSilent(Other));
    }

    /// <summary>A reading every half second; the reader's own row moves with each.</summary>
    private void Read(double from, double to, double lasting = 0, bool beats = true)
    {
        for (var second = from; second <= to; second += 0.5)
        {
            if (beats)
                _rows = _rows.SetItem(0, _rows[0].Beat());
            _pulses = _pulses.After(new Reading(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second + lasting), _rows));
        }
    }
}
