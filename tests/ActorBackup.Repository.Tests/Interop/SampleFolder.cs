using ActorBackup.Repository.Tests.Backups;

namespace ActorBackup.Repository.Tests.Interop;

/// <summary>A folder with one of everything, and a way to see whether two folders are equal.</summary>
internal static class SampleFolder
{
    public static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        Shell.Run(folder, """
            mkdir -p deep/a/b/c/d/e empty 'spaced name' odd many
            printf 'content\n' > deep/a/b/c/d/e/file
            : > 'spaced name/nothing'
            printf x > odd/$'latin-\xe9'; printf x > odd/$'new\nline'; printf x > odd/'quote"back\slash'; printf x > odd/'ümlaut'; printf x > odd/'<&>'
            ln -s deep/a link; ln -s /nowhere dangling; ln -s $'raw-\xff' odd/rawlink
            printf 'twice' > first; ln first second
            mkfifo pipe
            truncate -s 3M holes; printf end >> holes
            printf secret > private; chmod 0 private
            printf s > setuid; chmod 4755 setuid; mkdir sticky; chmod 1777 sticky
            printf old > old; touch -d '1969-12-31 23:59:58.123456789' old
            chown 1234:4321 old || true
            for i in $(seq 200); do printf "file $i" > many/$i; done
            """);
        File.WriteAllBytes(Path.Join(folder, "large"), SplitMix.Bytes(77, 9_000_000));
        File.WriteAllBytes(Path.Join(folder, "text"), [.. Enumerable.Repeat("some text that compresses well\n"u8.ToArray(), 20_000).SelectMany(line => line)]);
        Shell.Run(folder, "touch -d '2024-02-29 12:00:00.5' deep/a/b sticky .");
    }

    public static void DemandEqual(string expected, string actual)
    {
        Assert.Equal(Listing(expected), Listing(actual));
        Shell.Run("/", $"diff -r --no-dereference -x pipe '{expected}' '{actual}'");
    }

    // Everything but the times of access and change, and the number of blocks.
    private static string Listing(string folder) => Shell.Run(folder, @"find . -printf '%p|%y|%m|%U:%G|%T@|%l|%n|' \( -type f -printf '%s' , -true \) -printf '\0' | sort -z | tr '\0' '\n'");
}
