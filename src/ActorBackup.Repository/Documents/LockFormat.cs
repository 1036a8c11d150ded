using ActorBackup.Repository.Json;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Documents;

/// <summary>The JSON of a lock, byte for byte as restic writes it (format specification, section 14).</summary>
public static class LockFormat
{
    public static byte[] Write(LockDocument document)
    {
        var json = new GoJsonWriter(256);
        json.Raw("{"u8);
        json.Name("time"u8);
        json.Time(document.Time);
        json.Name("exclusive"u8);
        json.Flag(document.Exclusive);
        json.Name("hostname"u8);
        json.Text(document.Hostname);
        json.Name("username"u8);
        json.Text(document.Username);
        json.Name("pid"u8);
        json.Number((long)document.Pid);
        json.NumberUnlessZero("uid"u8, document.Uid);
        json.NumberUnlessZero("gid"u8, document.Gid);
        json.Raw("}"u8);
        return json.ToArray();
    }

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public static LockDocument Read(ReadOnlySpan<byte> json)
    {
        var reader = new GoJsonReader(json, "A lock");
        NodeTime? time = null;
        var (exclusive, hostname, username, pid, uid, gid) = (false, "", "", 0, 0u, 0u);
        if (!reader.EnterObject()) throw reader.Wrong("an object");
        while (reader.NextField())
        {
            if (reader.Is("time"u8)) time = reader.Time();
            else if (reader.Is("exclusive"u8)) exclusive = reader.Flag();
            else if (reader.Is("hostname"u8)) hostname = reader.Text();
            else if (reader.Is("username"u8)) username = reader.Text();
            else if (reader.Is("pid"u8)) pid = reader.SignedNumber();
            else if (reader.Is("uid"u8)) uid = reader.Number32();
            else if (reader.Is("gid"u8)) gid = reader.Number32();
            else reader.Skip();
        }
        reader.End();
        return new LockDocument(time ?? throw RepositoryException.Damaged("A lock is damaged: it has no time."), exclusive, hostname, username, pid, uid, gid);
    }
}
