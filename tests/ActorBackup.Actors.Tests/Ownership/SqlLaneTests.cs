using System.Data.Common;
using ActorBackup.Actors.Ownership.Sql;
using Microsoft.Data.Sqlite;

namespace ActorBackup.Actors.Tests.Ownership;

public sealed class SqlLaneTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private int _opened;

    [Fact]
    public async Task One_who_hangs_is_left_behind_and_the_next_gets_a_fresh_connection()
    {
        await using var lane = new SqlLane(Open, Short, TimeProvider.System);
        var never = new TaskCompletionSource<int>();

        await Assert.ThrowsAsync<TimeoutException>(() => lane.RunAsync((_, _) => never.Task, default));

        await AtLast(() => lane.RunAsync((_, _) => Task.FromResult(1), default));
        Assert.True(_opened >= 2);
    }

    [Fact]
    public async Task A_connection_that_works_is_used_again()
    {
        await using var lane = new SqlLane(Open, Patience.Long, TimeProvider.System);

        for (var call = 0; call < 3; call++) await lane.RunAsync((_, _) => Task.FromResult(1), default);

        Assert.Equal(1, _opened);
    }

    [Fact]
    public async Task A_connection_on_which_something_failed_is_not()
    {
        await using var lane = new SqlLane(Open, Patience.Long, TimeProvider.System);
        await Assert.ThrowsAsync<IOException>(() => lane.RunAsync<int>((_, _) => throw new IOException("cut"), default));

        await lane.RunAsync((_, _) => Task.FromResult(1), default);

        Assert.Equal(2, _opened);
    }

    /// <summary>On a machine that is busy a limit this short passes for who does not hang, too.</summary>
    private static async Task AtLast(Func<Task<int>> call)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (TimeoutException) when (attempt < 200)
            {
            }
        }
    }

    private Task<DbConnection> Open(CancellationToken stop)
    {
        Interlocked.Increment(ref _opened);
        SqliteLibrary.Register();
        return Task.FromResult<DbConnection>(new SqliteConnection("Data Source=:memory:"));
    }
}
