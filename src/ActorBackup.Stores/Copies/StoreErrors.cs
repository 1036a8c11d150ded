using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Copies;

/// <summary>Turns failed system calls into what actors and people can act on.</summary>
internal static class StoreErrors
{
    public static StoreException Of(StoreName store, SystemCallException cause) => new(KindOf(cause.Errno), $"store {store}: {cause.Message}; {Advice(cause.Errno)}", cause);

    public static StoreException Away(StoreName store, string place, string reason) =>
        new(StoreFailure.Away, $"store {store} is away: {place} {reason}");

    /// <summary>The right to act still holds.</summary>
    public static void Demand(IClaim claim, StoreName store, SourceId source)
    {
        if (!claim.Holds) throw new StoreException(StoreFailure.NotOwner, $"store {store}: this node's ownership of {source} has ended; nothing more was changed");
    }

    public static StoreFailure KindOf(int errno) => errno switch
    {
        Errno.NoSpace or Errno.QuotaExceeded => StoreFailure.Full,
        Errno.NoEntry => StoreFailure.Missing,
        Errno.Stale or Errno.NotConnected or Errno.NoDevice => StoreFailure.Away,
        _ => StoreFailure.Transient,
    };

    private static string Advice(int errno) => errno switch
    {
        Errno.NoSpace => "free some space there (or inodes: df -i), or forget snapshots",
        Errno.QuotaExceeded => "raise the quota, or forget snapshots",
        Errno.Denied or Errno.NotPermitted => "give the user of this process the right to write there",
        Errno.ReadOnlyFileSystem => "mount the filesystem writable",
        Errno.InputOutput => "the device reports errors: look at the kernel's log (dmesg) and check the disk",
        Errno.TooManyLinks or Errno.NotAFolder => "remove what lies in the place of the store's own folder",
        Errno.NoEntry => "look whether someone removed it",
        Errno.Stale or Errno.NotConnected or Errno.NoDevice => "mount it again",
        Errno.TooManyOpen => "raise the limit of open files (ulimit -n)",
        _ => "it is tried again",
    };
}
