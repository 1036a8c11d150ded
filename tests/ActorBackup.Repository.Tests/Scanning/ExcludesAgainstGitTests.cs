using System.Diagnostics;
using System.Text;
using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Scanning;

/// <summary>gitignore's rules are what git does: the same lines, asked of git and of us.</summary>
public sealed class ExcludesAgainstGitTests : IDisposable
{
    private static readonly string[] Names = ["a", "b", "ab", "abc", "a.x", "b.x", "a b", "a ", "*", "!a", "#b", "[a]", "a\\b", "ä", "A", "-", "a-b", "build", "x]", "^"];

    private static readonly string[] Parts =
    [
        "a", "b", "ab", "*", "**", "***", "?", "??", "*.x", "a*", "*b", "[ab]", "[!a]", "[^a]b", "[a-c]*", "[]a]", "[a-]", "[--a]", "[[:alpha:]]*", "[[:bad:]]", "[[:]a]", "[a",
        "\\*", "\\a", "\\[a]", "\\!a", "\\#b", "#b", "!a", "a\\ ", "a ", " a", "a b", "a\\\\b", "a**", "**b", "ä", "?*", "[ä]*", "build", "*[", "a\\", "[\\]x]*", "[a\\-z]", "[[:upper:][:digit:]]", "[[a]]", "[!!]", "[z-a]",
    ];

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8), InlineData(9), InlineData(10)]
    public void Leaves_out_what_git_ignores(int seed)
    {
        var random = new Random(seed);
        var folders = Grow(random);
        foreach (var folder in folders)
            if (folder == "" || random.Next(4) == 0) _scratch.Write(Path.Join(folder, ".gitignore"), string.Join(random.Next(5) == 0 ? "\r\n" : "\n", Enumerable.Range(0, 4).Select(_ => Line(random))));

        AssertSame($"seed {seed}");
    }

    // Not asked: "a**/b" and "**\\/b". Git takes the stars of the first for folders although they touch a letter, against its own manual.
    [Theory]
    [InlineData("a/"), InlineData("/a"), InlineData("a/b"), InlineData("a/**"), InlineData("**/a"), InlineData("a/**/b"), InlineData("**"), InlineData("/**"), InlineData("*\n!*/"), InlineData("*\n!a/\n!a/b"), InlineData("**/\n"),
     InlineData("!a\na"), InlineData("a\n!a"), InlineData("/*\n!/a\n/a/*\n!/a/b"), InlineData("a/*/b"), InlineData("/"), InlineData("!"), InlineData("//a"), InlineData("a//b"), InlineData("a/b/"), InlineData("[a/]b"), InlineData("a\\/b"),
     InlineData("a   "), InlineData("a\\ "), InlineData("\\"), InlineData("*/**"), InlineData("**/**"), InlineData("**/a/**"), InlineData("a/b/**/"), InlineData("/**/b"), InlineData("a/**b"), InlineData("\uFEFFa"), InlineData("\t\na")]
    public void Agrees_with_git_about_one_file_of_lines(string lines)
    {
        foreach (var path in new[] { "a/b/a/b/c", "a/ab/b", "a/c", "b/a/b/ab", "b/a/a/a/b", "ab/a/a", "ab/b", "c/a", "c/x b", "c/a b/b", "c/a /b", "d", "\t" }) _scratch.Write(path, "");
        _scratch.Write(".gitignore", lines);

        AssertSame(lines);
    }

    private static string Line(Random random)
    {
        var line = string.Join('/', Enumerable.Range(0, random.Next(10) switch { < 5 => 1, < 8 => 2, _ => 3 }).Select(_ => Parts[random.Next(Parts.Length)]));
        if (random.Next(5) == 0) line = "/" + line;
        if (random.Next(4) == 0) line += "/";
        return random.Next(4) == 0 ? "!" + line : line;
    }

    private List<string> Grow(Random random)
    {
        var folders = new List<string> { "" };
        for (var i = 0; i < 40; i++)
        {
            var path = Path.Join(folders[random.Next(folders.Count)], Names[random.Next(Names.Length)]);
            if (Path.Exists(_scratch[path])) continue;
            if (random.Next(3) == 0)
            {
                Directory.CreateDirectory(_scratch[path]);
                folders.Add(path);
            }
            else _scratch.Write(path, "");
        }
        return folders;
    }

    private void AssertSame(string what)
    {
        var (all, ours) = (new List<string>(), new SortedSet<string>(StringComparer.Ordinal));
        Walk(_scratch.Path, "", FolderExcludes.OfTarget(new ExcludeRules(new Excludes { Files = [".gitignore"] })), false, all, ours);

        Git("init", "-q");
        var theirs = new SortedSet<string>(Git("check-ignore", "--no-index", "-z", "--stdin", input: string.Join('\0', all)).Split('\0', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

        Assert.True(theirs.SetEquals(ours), $"{what}\nonly git: {string.Join(" | ", theirs.Except(ours))}\nonly we: {string.Join(" | ", ours.Except(theirs))}\n"
            + string.Join("\n", Directory.GetFiles(_scratch.Path, ".gitignore", SearchOption.AllDirectories).Select(file => $"{file}:\n{File.ReadAllText(file)}")));
    }

    private static void Walk(string full, string path, FolderExcludes excludes, bool isOut, List<string> all, SortedSet<string> ours)
    {
        using var folder = RawFolder.TryOpen(Encoding.UTF8.GetBytes(full))!;
        var here = excludes.LookedAt(folder);
        foreach (var entry in folder.List())
        {
            var name = new RawName(entry.Name);
            var status = folder.Stat(entry.Name)!.Value;
            var inside = Path.Join(path, name.ToString());
            var leftOut = isOut || here.Why(SnapshotPath.Parse(inside), status) is not null;
            all.Add(inside);
            if (leftOut) ours.Add(inside);
            if (status.IsFolder) Walk(Path.Join(full, name.ToString()), inside, here.Enter(name), leftOut, all, ours);
        }
    }

    private string Git(string command, params string[] arguments) => Git(command, arguments, "");

    private string Git(string command, string first, string second, string third, string input) => Git(command, [first, second, third], input);

    private string Git(string command, string[] arguments, string input)
    {
        var start = new ProcessStartInfo("git", ["-c", "core.quotePath=false", "-c", "core.excludesFile=/dev/null", command, .. arguments])
        {
            WorkingDirectory = _scratch.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var git = Process.Start(start)!;
        git.StandardInput.Write(input);
        git.StandardInput.Close();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.InRange(git.ExitCode, 0, 1);
        return output;
    }
}
