using System.Diagnostics;

namespace ActorBackup.Testing;

/// <summary>A folder of one test, removed after it.</summary>
public sealed class ScratchFolder : IDisposable
{
    public ScratchFolder() => Path = Directory.CreateTempSubdirectory("actorbackup-test-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Join(Path, name);

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose()
    {
        try { Directory.Delete(Path, recursive: true); }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            // .NET cannot name entries that are not UTF-8, nor delete very deep folders.
            using var remove = Process.Start("rm", ["-rf", "--one-file-system", Path]);
            remove.WaitForExit();
        }
    }
}
