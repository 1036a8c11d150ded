using ActorBackup.Actors.Logging;

namespace ActorBackup.Actors.Tests.Logging;

public sealed class NamedHoleFormatterTests
{
    [Theory]
    [InlineData("captured {SnapshotId} of {SourceId}", new object[] { "20261120_093000", "docs" }, "captured 20261120_093000 of docs")]
    [InlineData("no holes", new object[] { 1 }, "no holes")]
    [InlineData("{A} and {B}", new object[] { 1 }, "1 and {B}")]
    [InlineData("{1} of {0}, {1:D2}", new object[] { 7, 2 }, "2 of 7, 02")]
    [InlineData("{0} and {5}", new object[] { 7 }, "7 and {5}")]
    [InlineData("{A:D4}", new object[] { 7 }, "0007")]
    [InlineData("{{not a hole}} {A}", new object[] { 7 }, "{not a hole} 7")]
    [InlineData("open { end", new object[] { 7 }, "open { end")]
    [InlineData("{A}", new object?[] { null }, "(none)")]
    public void Fills_holes_in_order(string template, object?[] args, string expected) =>
        Assert.Equal(expected, new NamedHoleFormatter().Format(template, args!));

    [Fact]
    public void Writes_figures_alike_in_every_culture() => Assert.Equal("1.5", new NamedHoleFormatter().Format("{A}", 1.5));

    [Fact]
    public void Does_not_take_a_value_for_a_template() => Assert.Equal("a {b} c", new NamedHoleFormatter().Format("{A} c", "a {b}"));
}
