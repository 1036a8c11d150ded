using System.Text;

namespace ActorBackup.Repository.Trees;

/// <summary>Names of users and groups while a tree is read: nearly always the same few, so the last of each kind is not made again.</summary>
internal sealed class OwnerNames
{
    private string _user = "", _group = "";

    public string User(ReadOnlySpan<byte> utf8) => Again(utf8, ref _user);

    public string Group(ReadOnlySpan<byte> utf8) => Again(utf8, ref _group);

    private static string Again(ReadOnlySpan<byte> utf8, ref string last)
    {
        if (utf8.Length != last.Length || !Ascii.Equals(utf8, last)) last = Encoding.UTF8.GetString(utf8);
        return last;
    }
}
