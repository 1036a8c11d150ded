using ActorBackup.Repository.Scanning;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Scanning;

public sealed class ExcludePreviewTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Shows_what_each_pattern_matches()
    {
        _scratch.Write("build/a", "");
        _scratch.Write("build/b", "");
        _scratch.Write("src/x.log", "");
        _scratch.Write("src/y.txt", "");
        _scratch.Write("z.log", "");

        var found = ExcludePreview.Of(_scratch.Path, new Excludes { Patterns = ["*.log", "build/"] }).ToList();

        Assert.Equal(
            [("build", "build/"), ("src/x.log", "*.log"), ("z.log", "*.log")],
            found.Select(exclusion => (Path.GetRelativePath(_scratch.Path, exclusion.Path), exclusion.Pattern)));
    }

    [Fact]
    public void Shows_nothing_of_a_folder_that_is_not_there() => Assert.Empty(ExcludePreview.Of(_scratch["none"], new Excludes { Patterns = ["*"] }));
}
