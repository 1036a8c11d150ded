using System.Collections.Concurrent;

namespace ActorBackup.Repository.Crypto;

/// <summary>Ciphers of one key that wait for their next message: making one costs more than sealing a small blob.</summary>
/// <remarks>Holds as many as were in use at one time; their native halves go with it when nothing refers to it any more.</remarks>
internal sealed class CipherPool(Func<ISealCipher> make)
{
    private readonly ConcurrentBag<ISealCipher> _idle = [];

    public ISealCipher Take() => _idle.TryTake(out var cipher) ? cipher : make();

    public void Return(ISealCipher cipher) => _idle.Add(cipher);
}
