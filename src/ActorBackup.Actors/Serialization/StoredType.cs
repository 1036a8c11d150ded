using Google.Protobuf;

namespace ActorBackup.Actors.Serialization;

/// <summary>One persisted type: its tag beside the bytes, and the way there and back.</summary>
internal sealed record StoredType(string Tag, Type Type, Func<object, IMessage> ToMessage, Func<byte[], object> Read)
{
    /// <param name="tag">Short, with a version, never changed: it stands in every row of the journal.</param>
    public static StoredType Of<T, TMessage>(string tag, MessageParser<TMessage> parser, Func<T, TMessage> to, Func<TMessage, T> from)
        where T : notnull where TMessage : IMessage<TMessage> =>
        new(tag, typeof(T), value => to((T)value), bytes => from(parser.ParseFrom(bytes)));
}
