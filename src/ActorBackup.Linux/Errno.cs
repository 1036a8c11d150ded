namespace ActorBackup.Linux;

/// <summary>The errno values that are told apart (Linux, asm-generic).</summary>
internal static class Errno
{
    public const int NotPermitted = 1, NoEntry = 2, Interrupted = 4, InputOutput = 5, NoDevice = 19, WouldBlock = 11, Denied = 13, Busy = 16, Exists = 17,
        CrossDevice = 18, NotAFolder = 20, IsAFolder = 21, Invalid = 22, TooManyOpen = 24, NoSpace = 28, ReadOnlyFileSystem = 30, Range = 34, NameTooLong = 36,
        NotImplemented = 38, NotEmpty = 39, TooManyLinks = 40, ManyLinks = 31, NotSupported = 95, NotConnected = 107, Stale = 116, QuotaExceeded = 122;
}
