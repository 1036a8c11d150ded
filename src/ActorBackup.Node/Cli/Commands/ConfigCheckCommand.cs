using System.CommandLine;
using ActorBackup.Actors.Sources;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Node.Hosting;
using ActorBackup.Stores.Watching;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Says whether the configuration is right, what is risky in it, and which files a source means now.</summary>
internal sealed class ConfigCheckCommand : Verb
{
    private readonly Option<string?> _match = new("--match") { Description = "List the files that this source means now", HelpName = "SOURCE" };

    public ConfigCheckCommand(Sessions sessions)
        : base("check", "Check the configuration: exit 0 if it is right, 2 with file, line and key if not", sessions) => Add(_match);

    protected override Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        var (file, terminal) = (session.ExpectedFile, session.Terminal);
        var result = ConfigurationFile.Check(file);
        var warnings = result.IsValid ? SettingsWarnings.Of(result.Settings) : [];
        var tree = result.IsValid ? result.Settings.Sources.Find(s => s.Tree is not null && s.Id.Name == arguments.GetValue(_match)) : null;
        var (kept, excluded) = tree is null ? (null, null) : LookAt(tree, stop);
        var matches = kept ?? (result.IsValid && arguments.GetValue(_match) is { } source ? Matches(result.Settings, source) : null);
        if (terminal.Json)
            terminal.Document(
                new ConfigCheckJson(
                    file, result.IsValid, [.. result.Problems.Select(p => new ConfigProblemJson(p.Key, p.File, p.Line, p.Message))],
                    [.. warnings.Select(w => new ConfigWarningJson(w.Key, w.Message))], matches) { Excluded = excluded },
                ReadableJson.Context.ConfigCheckJson);
        if (!result.IsValid) throw ConfigurationException.Wrong(result.Problems);

        foreach (var warning in warnings) terminal.Warn(warning.ToString());
        terminal.Say($"{file} is right: {Figures.Of(result.Settings.Sources.Count, "source")}, {Figures.Of(result.Settings.Stores.Count, "store")}");
        if (excluded is not null) Print(terminal, matches!, excluded);
        else foreach (var path in matches ?? []) terminal.Say($"  {path}");
        if (matches is { Count: 0 }) terminal.Say("  no file matches now");
        return Task.FromResult(ExitCode.Ok);
    }

    private static (IReadOnlyList<string> Kept, IReadOnlyList<ConfigExcludedJson> Excluded) LookAt(SourceSettings tree, CancellationToken stop)
    {
        var (kept, excluded) = (new List<string>(), new List<ConfigExcludedJson>());
        new TreeWalk(tree.Path, tree.Tree!).Entries((path, isFolder, reason) =>
        {
            if (reason is not null) excluded.Add(new ConfigExcludedJson(path, reason));
            else if (!isFolder) kept.Add(path);
        }, stop);
        kept.Sort(StringComparer.Ordinal);
        return (kept, excluded);
    }

    private static void Print(Terminal terminal, IReadOnlyList<string> kept, IReadOnlyList<ConfigExcludedJson> excluded)
    {
        foreach (var path in kept) terminal.Say($"  {path}");
        foreach (var (path, reason) in excluded) terminal.Say($"  {terminal.Paint(Paint.Dim, $"left out: {path} ({reason})")}");
        terminal.Say($"{Figures.Of(kept.Count, "file")} kept, {Figures.Count(excluded.Count)} left out{(excluded.Count == 0 ? "" : " (of a folder that is left out nothing is looked at)")}");
    }

    private static IReadOnlyList<string> Matches(NodeSettings settings, string name)
    {
        var source = settings.Sources.Find(s => s.Id.Name == name)
            ?? throw new CliException(ExitCode.NotFound, $"no source '{name}'; configured are {string.Join(", ", settings.Sources.Select(s => s.Id))}");
        if (!source.IsGlob) return File.Exists(source.Path) ? [source.Path] : [];
        var glob = PathGlob.Parse(source.Path);
        return [.. GlobSearch.Find(glob, settings.DataFolder).Matches.Select(path => Path.Join(glob.FixedFolder, path))];
    }
}
