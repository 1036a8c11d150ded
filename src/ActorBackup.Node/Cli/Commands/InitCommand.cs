using System.CommandLine;
using ActorBackup.Core.Settings;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Writes a commented, working configuration.</summary>
internal sealed class InitCommand : Verb
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = $"Files, globs or folders to protect; {PathArguments.Usual} if left out", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _out = new("--out") { Description = $"Where to write it; ./{ConfigSearch.FileName} if left out", HelpName = "FILE" };

    private readonly Option<bool> _vault = new("--vault") { Description = "With a repository store beside the copies, as folders need it: encrypted, deduplicated, in restic's format; makes a password file" };

    public InitCommand(Sessions sessions) : base("init", "Write a commented, working configuration; never overwrites one", sessions)
    {
        Add(_paths);
        Add(_out);
        Add(_vault);
    }

    protected override Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        var texts = arguments.GetValue(_paths) is { Length: > 0 } named ? named : [PathArguments.Usual];
        var paths = PathArguments.Read(texts, session.World.Folder);
        var file = session.World.Absolute(arguments.GetValue(_out) ?? ConfigSearch.FileName);
        var password = PathArguments.WriteConfiguration(file, paths, arguments.GetValue(_vault));
        if (session.Terminal.Json) session.Terminal.Document(new ConfigCheckJson(file, Valid: true, [], [], null), ReadableJson.Context.ConfigCheckJson);
        if (password is var (secret, isNew))
            session.Terminal.Say($"{(isNew ? "wrote" : "kept")} {secret}: keep a copy of it elsewhere, without it nothing in the vault can be read");
        session.Terminal.Say($"wrote {file}; look at it, then start `actorbackup node`");
        return Task.FromResult(ExitCode.Ok);
    }
}
