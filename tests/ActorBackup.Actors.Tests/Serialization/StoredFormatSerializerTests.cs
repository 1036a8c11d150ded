using System.Runtime.Serialization;
using System.Text.Json;
using ActorBackup.Actors.Serialization;
using ActorBackup.Core.Manifests;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorBackup.Actors.Tests.Serialization;

public sealed class StoredFormatSerializerTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("formats", ConfigurationFactory.ParseString(SerializationHocon.Text));

    public void Dispose() => _system.Terminate().GetAwaiter().GetResult();

    [Fact]
    public void Every_event_of_a_source_has_a_stored_format()
    {
        var events = typeof(ISourceEvent).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ISourceEvent)) && !type.IsInterface);

        Assert.Empty(events.Except(StoredTypes.ByType.Keys));
    }

    [Fact]
    public void Every_stored_type_has_a_sample_here() =>
        Assert.Empty(StoredTypes.ByType.Keys.Except(StoredSamples.All.Select(sample => sample.GetType())));

    [Fact]
    public void What_is_read_equals_what_was_written()
    {
        foreach (var sample in StoredSamples.All)
            Assert.Equal(Dump(sample), Dump(RoundTrip(sample)));
    }

    [Fact]
    public void Every_sample_goes_through_our_serializer() =>
        Assert.All(StoredSamples.All, sample => Assert.IsType<StoredFormatSerializer>(_system.Serialization.FindSerializerFor(sample)));

    [Fact]
    public void Bytes_of_the_first_version_stay_readable() => Assert.Equal(StoredSamples.First.Select(Dump), Golden("golden-v1.txt").Select(Dump));

    [Fact]
    public void Bytes_of_the_second_version_stay_readable() => Assert.Equal(StoredSamples.Second.Select(Dump), Golden("golden-v2.txt").Select(Dump));

    [Fact]
    public void Bytes_of_the_third_version_stay_readable() => Assert.Equal(StoredSamples.Third.Select(Dump), Golden("golden-v3.txt").Select(Dump));

    /// <summary>The other way round: in a cluster of mixed versions the older node reads what this one writes.</summary>
    [Fact]
    public void What_the_first_version_knew_is_written_as_it_wrote_it() =>
        Assert.Equal(Lines("golden-v1.txt"), StoredSamples.First.Select(sample => $"{Serializer.Manifest(sample)} {Convert.ToHexString(Serializer.ToBinary(sample))}"), StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Fields_of_a_newer_version_are_passed_over()
    {
        var bytes = Serializer.ToBinary(new SourceVanished(Testing.Some.Noon));
        byte[] newer = [.. bytes, 0xFA, 0x01, 0x01, 0x41];

        Assert.Equal(new SourceVanished(Testing.Some.Noon), Serializer.FromBinary(newer, "source-vanished.1"));
    }

    [Theory]
    [InlineData("snapshot-teleported.1", "")]
    [InlineData("snapshot-taken.1", "FF")]
    [InlineData("snapshot-taken.1", "")]
    [InlineData("snapshot-started.1", "0A0178")]
    [InlineData("trigger-accepted.1", "0A04080110630A")]
    public void What_cannot_be_read_is_refused_by_name(string tag, string bytes)
    {
        var refusal = Assert.Throws<SerializationException>(() => Serializer.FromBinary(Convert.FromHexString(bytes), tag));

        Assert.Contains(tag, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_without_a_format_is_refused_by_name()
    {
        var refusal = Assert.Throws<SerializationException>(() => _system.Serialization.FindSerializerFor(new Uri("https://x")).ToBinary(new Uri("https://x")));

        Assert.Contains("System.Uri", refusal.Message, StringComparison.Ordinal);
    }

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Serialization", file));

    private IEnumerable<object> Golden(string file) =>
        Lines(file).Select(line => line.Split(' ')).Select(part => Serializer.FromBinary(Convert.FromHexString(part[1]), part[0]));

    private SerializerWithStringManifest Serializer => (SerializerWithStringManifest)_system.Serialization.FindSerializerForType(typeof(SourceVanished));

    private object RoundTrip(object value) => Serializer.FromBinary(Serializer.ToBinary(value), Serializer.Manifest(value));

    /// <summary>Lists compare by reference in records; their JSON compares by content. The exact type and every public field is in it.</summary>
    private static string Dump(object value) => value.GetType().Name + JsonSerializer.Serialize(
        value is ManifestState state ? new { state, Known = state.Known.InOrder, state.Known.DroppedUpTo } : value);
}
