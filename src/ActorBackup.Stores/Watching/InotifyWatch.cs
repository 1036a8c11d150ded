using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using ActorBackup.Core.Watching;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Watching;

/// <summary>Watches folders through one inotify instance for the whole node. One thread of its own waits in poll.</summary>
/// <remarks>Reference counted: a folder is watched until it was unwatched as often as it was watched. Where no instance can be had (others took all) every
/// <see cref="TryWatch"/> says so and tries again. Two paths to one folder share the kernel's watch and are both told.</remarks>
public sealed class InotifyWatch : IFileWatch
{
    private const uint Written = 0x2, Attributes = 0x4, CloseWrite = 0x8, MovedFrom = 0x40, MovedTo = 0x80, Created = 0x100, Deleted = 0x200,
        DeleteSelf = 0x400, MoveSelf = 0x800, Unmounted = 0x2000, QueueOverflow = 0x4000, Ignored = 0x8000, OnlyFolder = 0x0100_0000, IsFolder = 0x4000_0000;

    private const uint Wanted = Written | Attributes | CloseWrite | MovedFrom | MovedTo | Created | Deleted | DeleteSelf | MoveSelf | OnlyFolder;

    private readonly Channel<FileEvent> _events = Channel.CreateUnbounded<FileEvent>(new() { SingleReader = false, SingleWriter = false });
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Watched> _byFolder = [];
    private readonly Dictionary<int, ImmutableHashSet<string>> _byWatch = [];
    private Instance? _instance;
    private bool _disposed;

    private sealed class Watched(int watch)
    {
        public int Watch => watch;
        public int Count = 1;
    }

    public ChannelReader<FileEvent> Events => _events.Reader;

    public bool TryWatch(string folder, out string? reason)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_byFolder.TryGetValue(folder, out var known))
            {
                known.Count++;
                reason = null;
                return true;
            }
            reason = WhyNot(folder) ?? Add(folder);
            return reason is null;
        }
    }

    public void Unwatch(string folder)
    {
        lock (_gate)
        {
            if (!_byFolder.TryGetValue(folder, out var known) || --known.Count > 0) return;
            _byFolder.Remove(folder);
            var others = _byWatch[known.Watch].Remove(folder);
            if (others.IsEmpty) Forget(known.Watch);
            else _byWatch[known.Watch] = others;
        }
    }

    public void Reach(long mark)
    {
        lock (_gate)
        {
            if (_instance is not null) _instance.Reach(mark);
            else Reached(mark);
        }
    }

    public ValueTask DisposeAsync()
    {
        Instance? instance;
        lock (_gate)
        {
            _disposed = true;
            (instance, _instance) = (_instance, null);
        }
        instance?.Stop();
        _events.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private static string? WhyNot(string folder)
    {
        if (!OperatingSystem.IsLinux()) return "this system has no inotify; files are polled";
        try
        {
            return FileSystem.Of(folder).UnseenKind is { } kind ? $"{folder} is on {kind}, whose changes made elsewhere are not told; files there are polled" : null;
        }
        catch (SystemCallException e) { return $"{folder} cannot be watched: {e.Message}"; }
    }

    /// <returns>Why not, or null.</returns>
    private string? Add(string folder)
    {
        if (_instance is null && (_instance = Instance.TryStart(this, out var reason)) is null) return reason;
        var watch = Libc.InotifyAddWatch(_instance.Inotify, folder, Wanted);
        if (watch < 0) return Explain(folder, Marshal.GetLastPInvokeError());
        _byFolder[folder] = new Watched(watch);
        _byWatch[watch] = _byWatch.GetValueOrDefault(watch, []).Add(folder);
        return null;
    }

    private static string Explain(string folder, int errno) => errno == Errno.NoSpace
        ? $"{folder} cannot be watched: all watches of this user are taken; raise the sysctl fs.inotify.max_user_watches. Files there are polled"
        : $"{folder} cannot be watched: {SystemCallException.Text(errno)}; files there are polled";

    private void Forget(int watch)
    {
        _byWatch.Remove(watch);
        if (_instance is not null) _ = Libc.InotifyRemoveWatch(_instance.Inotify, watch);
    }

    private void On(int watch, uint mask, string? name, bool isUnnamed)
    {
        if ((mask & QueueOverflow) != 0)
        {
            Tell(new FileEvent("", null, FileEventKind.Overflow));
            return;
        }
        ImmutableHashSet<string> folders;
        var isGone = (mask & (DeleteSelf | MoveSelf | Unmounted | Ignored)) != 0;
        lock (_gate)
        {
            if (!_byWatch.TryGetValue(watch, out folders!)) return;
            if (isGone)
            {
                foreach (var folder in folders) _byFolder.Remove(folder);
                Forget(watch);
            }
        }
        foreach (var folder in folders)
            Tell(isGone ? new FileEvent(folder, null, FileEventKind.FolderGone)
                : new FileEvent(folder, name, KindOf(mask)) { IsFolder = (mask & IsFolder) != 0, IsUnnamed = isUnnamed });
    }

    private static FileEventKind KindOf(uint mask) =>
        (mask & (CloseWrite | MovedTo)) != 0 ? FileEventKind.Completed : (mask & (Deleted | MovedFrom)) != 0 ? FileEventKind.Deleted : FileEventKind.Modified;

    private void Reached(long mark) => Tell(new FileEvent("", null, FileEventKind.Reached) { Mark = mark });

    private void Tell(FileEvent e) => _events.Writer.TryWrite(e);

    /// <summary>The kernel's instance and the thread that reads it.</summary>
    private sealed class Instance
    {
        private const int NonBlocking = Flags.NonBlocking | Flags.CloseOnExec;

        private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

        private readonly InotifyWatch _owner;
        private readonly int _bell;
        private readonly Thread _thread;
        private readonly ConcurrentQueue<long> _marks = [];
        private volatile bool _stopping;

        private Instance(InotifyWatch owner, int inotify, int bell)
        {
            (_owner, Inotify, _bell) = (owner, inotify, bell);
            _thread = new Thread(Listen) { IsBackground = true, Name = "inotify" };
            _thread.Start();
        }

        public int Inotify { get; }

        public static Instance? TryStart(InotifyWatch owner, out string? reason)
        {
            var (inotify, bell) = (Libc.InotifyInit(NonBlocking), -1);
            var errno = Marshal.GetLastPInvokeError();
            if (inotify >= 0 && (bell = Libc.EventFd(0, NonBlocking)) < 0)
            {
                errno = Marshal.GetLastPInvokeError();
                _ = Libc.Close(inotify);
                inotify = -1;
            }
            reason = inotify >= 0 ? null
                : errno == Errno.TooManyOpen
                    ? "no inotify instance is left for this user (or no open file); raise the sysctl fs.inotify.max_user_instances. Files are polled"
                    : $"inotify cannot be used: {SystemCallException.Text(errno)}; files are polled";
            return reason is null ? new Instance(owner, inotify, bell) : null;
        }

        public void Stop()
        {
            _stopping = true;
            Ring();
            _thread.Join();
            _ = Libc.Close(Inotify);
            _ = Libc.Close(_bell);
        }

        public void Reach(long mark)
        {
            _marks.Enqueue(mark);
            Ring();
        }

        private unsafe void Ring()
        {
            var one = 1L;
            _ = Libc.Write(_bell, (byte*)&one, sizeof(long));
        }

        private unsafe void Listen()
        {
            var buffer = new byte[64 << 10];
            var files = stackalloc Libc.PollFd[2];
            files[0] = new Libc.PollFd { File = Inotify, Wanted = 1 };
            files[1] = new Libc.PollFd { File = _bell, Wanted = 1 };
            while (true)
            {
                if (Libc.Poll(files, 2, -1) < 0) continue;
                if (_stopping) return;
                var marks = _marks.Count;   // asked for before what is read now
                long rings;
                if (files[1].Got != 0) _ = Libc.Read(_bell, (byte*)&rings, sizeof(long));
                while (TryRead(buffer) && marks > 0) { }
                for (; marks > 0 && _marks.TryDequeue(out var mark); marks--) _owner.Reached(mark);
            }
        }

        /// <returns>Whether there was anything to read.</returns>
        private unsafe bool TryRead(byte[] buffer)
        {
            fixed (byte* start = buffer)
            {
                var count = Libc.Read(Inotify, start, (nuint)buffer.Length);
                if (count > 0) Read(buffer.AsSpan(0, (int)count));
                return count > 0;
            }
        }

        // struct inotify_event: 0 watch, 4 mask, 8 cookie, 12 length of the name that follows, padded with zeros.
        private void Read(ReadOnlySpan<byte> raw)
        {
            var last = new Dictionary<(int, string?), uint>();
            while (raw.Length >= 16)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(raw[12..]);
                var (watch, mask) = (BinaryPrimitives.ReadInt32LittleEndian(raw), BinaryPrimitives.ReadUInt32LittleEndian(raw[4..]));
                var name = Name(raw.Slice(16, length));
                raw = raw[(16 + length)..];
                // A writer of a million lines needs to be told of once.
                if (mask == Written && last.GetValueOrDefault((watch, name)) == Written) continue;
                last[(watch, name)] = mask;
                _owner.On(watch, mask, name, isUnnamed: length > 0 && name is null);
            }
        }

        // No .NET string names such a file: the folder must be looked through.
        private static string? Name(ReadOnlySpan<byte> padded)
        {
            var end = padded.IndexOf((byte)0);
            try { return padded.IsEmpty ? null : Strict.GetString(end < 0 ? padded : padded[..end]); }
            catch (DecoderFallbackException) { return null; }
        }
    }
}
