using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Gives an entry its owner, extended attributes, times and mode, in this order: chown takes setuid away, and writing changes times.</summary>
/// <remarks>What fails is reported for the entry, and the rest is done all the same.</remarks>
internal sealed class EntryMetadata(RestoreReport report)
{
    private const uint SetIds = 0xC00;

    private readonly bool _isRoot = RawTargetCalls.EffectiveUser() == 0;

    /// <summary>Of an open file or folder.</summary>
    public void Apply(int file, string described, SnapshotPath path, Node node)
    {
        var ownerSet = Owner(path, node, (owner, group) => RawTarget.ChangeOwner(file, described, owner, group));
        if (Try(path, () => RawTarget.ListAttributes(file, described)) is { } there)
            Attributes(
                path, node, there, attribute => RawTarget.SetAttribute(file, described, attribute.Name.Bytes, attribute.Value.Span),
                name => RawTarget.RemoveAttribute(file, described, name));
        Try(path, () => RawTarget.ChangeTimes(file, described, Time(node.AccessedAt), Time(node.ModifiedAt)));
        Try(path, () => RawTarget.ChangeMode(file, described, Mode(node, ownerSet)));
    }

    /// <summary>Of a link or special file, by its name: it must not be opened.</summary>
    public void Apply(RawTarget folder, byte[] name, SnapshotPath path, Node node)
    {
        var ownerSet = Owner(path, node, (owner, group) => folder.ChangeOwner(name, owner, group));
        if (Try(path, () => folder.ListAttributes(name)) is { } there)
            Attributes(path, node, there, attribute => folder.SetAttribute(name, attribute.Name.Bytes, attribute.Value.Span), attribute => folder.RemoveAttribute(name, attribute));
        Try(path, () => folder.ChangeTimes(name, Time(node.AccessedAt), Time(node.ModifiedAt)));
        if (node.Type != NodeType.Link) Try(path, () => folder.ChangeMode(name, Mode(node, ownerSet)));
    }

    private bool Owner(SnapshotPath path, Node node, Action<uint, uint> change)
    {
        try
        {
            change(node.Uid, node.Gid);
            return true;
        }
        catch (SystemCallException e) when (IsNotAllowed(e))
        {
            try { change(uint.MaxValue, node.Gid); }   // one's own groups may be given
            catch (SystemCallException again) when (IsNotAllowed(again)) { }
            report.Notice("owner", "Owners were not restored as they were: " + (_isRoot ? "the file system of the target does not take them" : "only root may give files to others"));
        }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e)) { report.Failed(path, e.Message); }
        return false;
    }

    // A program that ran as somebody else must not run as whoever restores it.
    private static uint Mode(Node node, bool ownerSet) => GoMode.ToPermissions(node.Mode) & (ownerSet ? 0xFFFu : ~SetIds & 0xFFF);

    private void Attributes(SnapshotPath path, Node node, List<byte[]> there, Action<ExtendedAttribute> set, Action<byte[]> remove)
    {
        if (node.ExtendedAttributes.IsDefaultOrEmpty && there.Count == 0) return;
        foreach (var extra in there)
            if (IsOurs(extra) && !Has(node, extra)) Attribute(path, new RawName(extra), () => remove(extra));
        if (node.ExtendedAttributes.IsDefault) return;
        foreach (var attribute in node.ExtendedAttributes) Attribute(path, attribute.Name, () => set(attribute));
    }

    private void Attribute(SnapshotPath path, RawName name, Action change)
    {
        try { change(); }
        catch (SystemCallException e) when (e.Errno is Errno.NotSupported)
        {
            report.Notice("attributes", "Extended attributes were left out: the file system of the target does not take them");
        }
        catch (SystemCallException e) when (IsNotAllowed(e) && !_isRoot)
        {
            report.Notice($"attribute {name}", $"The extended attribute {name} was left as it is: only root may change it");
        }
        catch (SystemCallException e) { report.Failed(path, e.Message); }   // "no space" too: it is the attribute's own, not the disk's
    }

    // The rest belongs to the machine: a security label that the kernel gives, what a file system shows of itself.
    private static bool IsOurs(ReadOnlySpan<byte> name) =>
        name.StartsWith("user."u8) || name.StartsWith("trusted."u8) || name.StartsWith("system.posix_acl_"u8) || name.SequenceEqual("security.capability"u8);

    private static bool Has(Node node, ReadOnlySpan<byte> name)
    {
        if (node.ExtendedAttributes.IsDefault) return false;
        foreach (var attribute in node.ExtendedAttributes)
            if (attribute.Name.Bytes.SequenceEqual(name)) return true;
        return false;
    }

    private static bool IsNotAllowed(SystemCallException failure) => failure.Errno is Errno.NotPermitted or Errno.Denied or Errno.Invalid or Errno.NotSupported;

    private static Libc.Timespec Time(NodeTime time) => new() { Seconds = time.Seconds, Nanos = time.Nanos };

    private void Try(SnapshotPath path, Action change)
    {
        try { change(); }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e)) { report.Failed(path, e.Message); }
    }

    private T? Try<T>(SnapshotPath path, Func<T> ask)
        where T : class
    {
        try { return ask(); }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e))
        {
            report.Failed(path, e.Message);
            return null;
        }
    }
}
