namespace ActorBackup.Node.Cli;

/// <summary>Ends a command with one line on stderr: what, which, why, what to do next.</summary>
internal sealed class CliException(ExitCode code, string message, Exception? cause = null) : Exception(message, cause)
{
    public ExitCode Code { get; } = code;
}
