using System.Collections.Concurrent;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Http;
using ActorBackup.Testing;

namespace ActorBackup.Node.Tests.Fakes;

/// <summary>Answers by the type of the message and remembers what it was asked. Unknown questions never get an answer.</summary>
internal sealed class FakeGateway : INodeGateway
{
    private readonly ConcurrentDictionary<Type, Func<object, object?>> _answers = new();

    public FakeGateway(params SourceId[] sources) =>
        On<NodeProtocol.GetSources>(q => new NodeProtocol.SourceList([.. sources.Where(s => q.Source is null || s.Value == q.Source || s.Name == q.Source)]));

    public ConcurrentQueue<object> Asked { get; } = new();

    public static FakeGateway OfOneSource() => new(Some.Source);

    /// <param name="answer">Null: no answer, as of a node that is stuck.</param>
    public FakeGateway On<TMessage>(Func<TMessage, object?> answer)
    {
        _answers[typeof(TMessage)] = message => answer((TMessage)message);
        return this;
    }

    public T Last<T>() => Asked.OfType<T>().Last();

    public Task<object> AskAsync(object message, TimeSpan limit, CancellationToken stop)
    {
        Asked.Enqueue(message);
        return _answers.TryGetValue(message.GetType(), out var answer) && answer(message) is { } reply
            ? Task.FromResult(reply)
            : Task.FromException<object>(new TimeoutException("no answer"));
    }
}
