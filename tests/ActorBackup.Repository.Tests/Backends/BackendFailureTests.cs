using ActorBackup.Linux;
using ActorBackup.Repository.Backends;

namespace ActorBackup.Repository.Tests.Backends;

public sealed class BackendFailureTests
{
    [Theory]
    [InlineData(Errno.NoSpace, RepositoryFailure.Full)]
    [InlineData(Errno.QuotaExceeded, RepositoryFailure.Full)]
    [InlineData(Errno.Denied, RepositoryFailure.Denied)]
    [InlineData(Errno.NotPermitted, RepositoryFailure.Denied)]
    [InlineData(Errno.ReadOnlyFileSystem, RepositoryFailure.Denied)]
    [InlineData(Errno.NoEntry, RepositoryFailure.Missing)]
    [InlineData(Errno.InputOutput, RepositoryFailure.Unreachable)]
    [InlineData(Errno.Stale, RepositoryFailure.Unreachable)]
    [InlineData(Errno.NotConnected, RepositoryFailure.Unreachable)]
    public void Says_what_an_error_of_the_disk_means(int errno, RepositoryFailure expected)
    {
        var failure = BackendFailure.Of(new SystemCallException("write /r/data/00/x", errno), "save data/00/x", "/r");

        Assert.Equal(expected, failure.Failure);
        Assert.Contains("save data/00/x", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/r", failure.Message, StringComparison.Ordinal);
    }
}
