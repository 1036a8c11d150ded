using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Persistence.Tests.Support;

/// <summary>Writes what <see cref="Recorder"/> persists as UTF-8; refuses the text "unwritable".</summary>
internal sealed class TextSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const int Id = 4711;

    public override int Identifier => Id;

    public override string Manifest(object o) => o switch
    {
        Recorder.Written => "w1",
        Recorder.Texts => "t1",
        _ => throw new ArgumentException($"{o.GetType()} is not serialised here."),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Recorder.Written { Text: "unwritable" } => throw new ArgumentException("This text cannot be written."),
        Recorder.Written w => Encoding.UTF8.GetBytes(w.Text),
        Recorder.Texts t => Encoding.UTF8.GetBytes(string.Join('\n', t.Items)),
        _ => throw new ArgumentException($"{obj.GetType()} is not serialised here."),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "w1" => new Recorder.Written(Encoding.UTF8.GetString(bytes)),
        "t1" => new Recorder.Texts(Encoding.UTF8.GetString(bytes).Split('\n')),
        _ => throw new ArgumentException($"There is no type '{manifest}'."),
    };
}
