using ActorBackup.Core.Capturing;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Capturing;

/// <summary>Captures regular files: opened read-only, never locked; a link to a file is followed. Linux only.</summary>
/// <remarks>An attempt is whole if identity, size, mtime and ctime, by the path and by the open file, are the same before and after. Writes through a
/// mapping show in the mtime only when the kernel or msync says so: no stat can tell sooner.</remarks>
public sealed class FileCapture : ISourceCapture
{
    // Below the coarsest tick that stamps files (100 Hz), with room: two writes within one tick leave the same mtime.
    private static readonly TimeSpan StampTick = TimeSpan.FromMilliseconds(20);

    // Content that is stable but no whole JSON is most likely a writer pausing halfway: so many quiet periods more it is given.
    private const int PatienceInQuiets = 4;

    // A writer that renames whole files into place may do so for ever, more often than the quiet period: waiting for it to rest is in vain.
    private const int TriesAtOnce = 3;

    private readonly TimeProvider _clock;

    /// <param name="clock">Times the retries, and tells how old a modification is.</param>
    public FileCapture(TimeProvider clock)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("Files are captured on Linux: stat with nanoseconds and inodes is needed.");
        _clock = clock;
    }

    public FileStamp? Stat(string path) =>
        Look(path) is not { } status ? null
        : status.IsFile ? status.ToStamp(_clock.GetUtcNow())
        : throw new IOException($"{path} is {status.TypeName}, not a file");

    public Task<CaptureResult> CaptureAsync(CaptureRequest request, IReadOnlyList<IStagedCopy> into, CancellationToken stop) =>
        Task.Run(() => CaptureHereAsync(request, into, stop), stop);

    private async Task<CaptureResult> CaptureHereAsync(CaptureRequest request, IReadOnlyList<IStagedCopy> into, CancellationToken stop)
    {
        try
        {
            return await new Attempts(this, request, new FanOut(into)).RunAsync(stop);
        }
        catch (SystemCallException e)
        {
            return new CaptureResult.Unreadable(Explain(request.Path, e));
        }
    }

    private static FileStatus? Look(string path) => FileStatus.Of(path, follow: true);

    private static string Explain(string path, SystemCallException e) => e.Errno switch
    {
        Errno.Denied => $"{path} may not be read by this user: {e.Message}; give the user of this process the right to read it",
        Errno.TooManyLinks => $"{path} is a link that leads in a circle",
        _ => $"{path} cannot be read: {e.Message}",
    };

    /// <summary>One capture: attempts until one is whole, or time is up.</summary>
    private sealed class Attempts(FileCapture capture, CaptureRequest request, FanOut copies)
    {
        private readonly long _began = capture._clock.GetTimestamp();

        private TimeSpan Left => request.MaxWait - capture._clock.GetElapsedTime(_began);

        public async Task<CaptureResult> RunAsync(CancellationToken stop)
        {
            CaptureResult? before = null;
            for (var attempt = 1; ; attempt++)
            {
                if (before is not null) await copies.ResetAsync(stop);
                var result = await ReadAsync(stop);
                if (result is CaptureResult.Captured { Torn: null } whole && !await HasMoreToComeAsync(whole, stop)) return whole;
                if (result is CaptureResult.Unreadable || Left <= TimeSpan.Zero) return result;
                // Some writers remove the file before they put the new one in its place: a file that was known is looked for once more.
                if (result is CaptureResult.Missing && (before is CaptureResult.Missing || !request.HasReference)) return result;
                before = result;
                if (attempt > TriesAtOnce || !WasReplaced(result)) await SettleAsync(stop);
            }
        }

        private bool WasReplaced(CaptureResult result) =>
            result is CaptureResult.Captured { Stamp: { } read } && Look(request.Path) is { } now && (now.Device, now.Inode) != (read.Device, read.Inode);

        /// <summary>Whether a stable reading that makes no sense changes after all if it is given some time.</summary>
        private async Task<bool> HasMoreToComeAsync(CaptureResult.Captured whole, CancellationToken stop)
        {
            var looksCut = whole.Reading.Failure is not null || whole.Reading is { Blank: true, ParsedAs: null } && request.HasReference;
            for (var i = 0; looksCut && i < PatienceInQuiets && Left > TimeSpan.Zero; i++)
            {
                await PauseAsync(request.Quiet, stop);
                if (Look(request.Path) is not { } now || !now.ToStamp(default).SameContentAs(whole.Stamp!)) return true;
            }
            return false;
        }

        /// <summary>Waits until the file has not changed for a quiet period, or time is up.</summary>
        private async Task SettleAsync(CancellationToken stop)
        {
            FileStatus? before;
            do
            {
                before = Look(request.Path);
                await PauseAsync(request.Quiet, stop);
            }
            while (Left > TimeSpan.Zero && before != Look(request.Path));
        }

        private Task PauseAsync(TimeSpan wished, CancellationToken stop)
        {
            var pause = wished < Left ? wished : Left;
            return pause > TimeSpan.Zero ? Task.Delay(pause, capture._clock, stop) : Task.CompletedTask;
        }

        private async Task<CaptureResult> ReadAsync(CancellationToken stop)
        {
            var path = request.Path;
            if (Look(path) is not { } byPath) return new CaptureResult.Missing($"{path} is not there");
            if (!byPath.IsFile) return new CaptureResult.Unreadable($"{path} is {byPath.TypeName}; a file source must be a file, a folder is a source of kind = tree");
            var sinceWrite = capture._clock.GetUtcNow() - DateTimeOffset.UnixEpoch.AddTicks(byPath.ModifiedNanos / 100);
            if (sinceWrite >= TimeSpan.Zero && sinceWrite < StampTick) await PauseAsync(StampTick, stop);
            NativeFile file;
            try { file = NativeFile.OpenRead(path); }
            catch (SystemCallException e) when (e.Errno == Errno.NoEntry) { return new CaptureResult.Missing($"{path} went away while it was opened"); }
            using (file)
            {
                var before = file.Status;
                if (!before.IsFile) return new CaptureResult.Unreadable($"{path} is {before.TypeName}; a file source must be a file, a folder is a source of kind = tree");
                var readAt = capture._clock.GetUtcNow();
                var reader = new ContentReader(request, copies);
                await reader.ReadAsync(file, before.Bytes, stop);
                var torn = Torn(before, file.Status, Look(path), reader.Bytes);
                return new CaptureResult.Captured(
                    before.ToStamp(readAt), reader.Digest(), reader.Bytes, reader.Finish(), torn, readAt, copies.Failures);
            }
        }

        private static string? Torn(FileStatus before, FileStatus after, FileStatus? byPath, long read) =>
            byPath is not { } named ? "the file was removed while it was read"
            : !named.IsSameFileAs(before) ? "the file was replaced while it was read"
            : !Same(before, after) || !Same(before, named) ? "the file was written to while it was read"
            : read != before.Bytes ? $"{read} bytes were read of a file of {before.Bytes}"
            : null;

        private static bool Same(FileStatus a, FileStatus b) => a.ToStamp(default).SameContentAs(b.ToStamp(default));
    }
}
