using System.Runtime.Serialization;
using System.Text.Json;
using ActorBackup.Wire.Messages;
using Akka.Actor;
using Akka.Configuration;
using Status = ActorBackup.Wire.Messages.Status;

namespace ActorBackup.Client.Tests.Wire;

public sealed class WireSerializerTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("wire", ConfigurationFactory.ParseString(WireHocon.Text));

    private WireSerializer Serializer => (WireSerializer)_system.Serialization.FindSerializerForType(typeof(BackupNow));

    public void Dispose() => _system.Terminate().GetAwaiter().GetResult();

    [Fact]
    public void Every_message_has_a_format_and_a_sample()
    {
        var messages = typeof(IWireMessage).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IWireMessage)) && !type.IsInterface).ToArray();

        Assert.Empty(messages.Except(WireTypes.ByType.Keys));
        Assert.Empty(messages.Except(WireSamples.All.Select(sample => sample.GetType())));
    }

    [Fact]
    public void What_is_read_equals_what_was_written()
    {
        foreach (var sample in WireSamples.All)
            Assert.Equal(Dump(sample), Dump(Serializer.FromBinary(Serializer.ToBinary(sample), Serializer.Manifest(sample))));
    }

    [Fact]
    public void Bytes_of_the_first_version_stay_readable()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Wire", "golden-v1.txt"));

        var read = lines.Select(line => line.Split(' ')).Select(part => Serializer.FromBinary(Convert.FromHexString(part[1]), part[0]));

        Assert.Equal(WireSamples.All.Select(Dump), read.Select(Dump));
    }

    [Fact]
    public void This_version_writes_what_the_first_one_can_read()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Wire", "golden-v1.txt"));

        Assert.Equal(lines, WireSamples.All.Select(sample => $"{Serializer.Manifest(sample)} {Convert.ToHexString(Serializer.ToBinary(sample))}"));
    }

    [Fact]
    public void Fields_of_a_newer_version_are_passed_over()
    {
        byte[] newer = [.. Serializer.ToBinary(new GetOutcome("b1", "cart")), 0xFA, 0x01, 0x01, 0x41];

        Assert.Equal(new GetOutcome("b1", "cart"), Serializer.FromBinary(newer, "get-outcome.1"));
    }

    [Theory]
    [InlineData("report-items.9", "")]
    [InlineData("backup-now.1", "FF")]
    [InlineData("backup-now.1", "0A05")]
    [InlineData("forwarded.1", "0A0C666F727761726465642E3112023130")]
    [InlineData("forwarded.1", "")]
    [InlineData("ask-restore.1", "20FFFFFFFFFFFFFFFF7F")]
    [InlineData("status.1", "120949FFFFFFFFFFFFEF7F")]
    public void What_cannot_be_read_is_refused_by_name(string tag, string bytes)
    {
        var refusal = Assert.Throws<SerializationException>(() => Serializer.FromBinary(Convert.FromHexString(bytes), tag));

        Assert.Contains(tag, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_of_everything_is_cut_before_it_grows_too_large_for_a_frame()
    {
        var all = new Status("n1", [.. Enumerable.Range(0, 3000).Select(i => new StatusOfSource($"source-{i}", "file", $"/srv/shop/{i}.json", "n1", "idle", TimeSpan.Zero))], [], Truncated: false);

        var bytes = Serializer.ToBinary(all);
        var read = (Status)Serializer.FromBinary(bytes, Serializer.Manifest(all));

        Assert.InRange(bytes.Length, 80_000, 100_000);
        Assert.True(read.Truncated);
        Assert.Equal("source-0", read.Sources[0].Source);
    }

    /// <summary>Lists compare by reference in records; their JSON compares by content.</summary>
    private static string Dump(object value) => value.GetType().Name + JsonSerializer.Serialize(value is Forwarded forwarded ? (object)new { forwarded.Request.GetType().Name, Request = (object)forwarded.Request } : value);
}
