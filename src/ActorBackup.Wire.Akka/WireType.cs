using Google.Protobuf;

namespace ActorBackup.Wire.Messages;

/// <summary>One type of message: its tag beside the bytes, and the way there and back.</summary>
internal sealed record WireType(string Tag, Type Type, Func<object, IMessage> ToMessage, Func<byte[], object> Read)
{
    /// <param name="tag">Short, with a version, never changed.</param>
    public static WireType Of<T, TMessage>(string tag, MessageParser<TMessage> parser, Func<T, TMessage> to, Func<TMessage, T> from)
        where T : IWireMessage where TMessage : IMessage<TMessage> =>
        new(tag, typeof(T), value => to((T)value), bytes => from(parser.ParseFrom(bytes)));
}
