using System.CommandLine;
using ActorBackup.Client;
using ActorBackup.Node.Hosting;
using ActorBackup.Repository;

namespace ActorBackup.Node.Cli;

/// <summary>One verb of the command line: reads its arguments, does its work through a <see cref="Session"/>, ends with an exit code.</summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string summary, Sessions sessions) : base(name, summary) =>
        SetAction(async (arguments, stop) => (int)await GuardedAsync(sessions.For(arguments), arguments, stop));

    protected abstract Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop);

    private async Task<ExitCode> GuardedAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        try
        {
            return await RunAsync(session, arguments, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (CliException failure)
        {
            return Fail(session, failure.Code, failure.Message);
        }
        catch (ConfigurationException wrong)
        {
            return Fail(session, ExitCode.Usage, wrong.Message);
        }
        catch (DataFolderException locked)
        {
            return Fail(session, locked.IsLocked ? ExitCode.Away : ExitCode.Failed, locked.Message);
        }
        catch (NodeProblemException no)
        {
            return Fail(session, ProblemCodes.Of(no.Problem.Type), no.Message);
        }
        catch (NodeAwayException away)
        {
            return Fail(session, ExitCode.Away, $"{away.Message}: start `actorbackup node`");
        }
        catch (RepositoryException failure)
        {
            return Fail(session, CodeOf(failure.Failure), failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(session, ExitCode.Failed, failure.Message);
        }
        catch (Exception mistake)
        {
            return Fail(session, ExitCode.Failed, $"a mistake of ours, please report it: {mistake}");
        }
    }

    private static ExitCode CodeOf(RepositoryFailure failure) => failure switch
    {
        RepositoryFailure.WrongPassword => ExitCode.WrongPassword,
        RepositoryFailure.Locked => ExitCode.Away,
        RepositoryFailure.NoRepository or RepositoryFailure.Missing => ExitCode.NotFound,
        RepositoryFailure.Refused => ExitCode.Usage,
        _ => ExitCode.Failed,
    };

    /// <summary>Several lines where a configuration has several mistakes, else one.</summary>
    private static ExitCode Fail(Session session, ExitCode code, string message)
    {
        foreach (var line in message.Split('\n', StringSplitOptions.RemoveEmptyEntries)) session.Terminal.Error.WriteLine($"actorbackup: {line.TrimEnd()}");
        return code;
    }
}
