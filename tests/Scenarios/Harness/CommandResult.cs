namespace Scenarios;

/// <summary>What one run of <c>actorbackup VERB …</c> said and how it ended.</summary>
public sealed record CommandResult(int Code, string Output, string Errors)
{
    public static async Task<CommandResult> OfAsync(string folder, IReadOnlyList<string> arguments, IReadOnlyList<string>? before = null)
    {
        await using var process = ChildProcess.Start([.. before ?? [], "dotnet", Programs.Node, .. arguments], folder);
        var code = await process.ExitAsync(120);
        return new CommandResult(code, process.Output, process.Errors);
    }

    public override string ToString() => $"exit code {Code}\n{Output}{Errors}";
}
