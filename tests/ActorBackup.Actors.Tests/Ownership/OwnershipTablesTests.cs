using ActorBackup.Actors.Ownership.Sql;
using ActorBackup.Core.Settings;

namespace ActorBackup.Actors.Tests.Ownership;

public sealed class OwnershipTablesTests
{
    [Theory]
    [InlineData("Host=db;Pasword=hunter2")]
    [InlineData("Host=db;Password=hun;ter2")]
    [InlineData("Host=db;Password=hunter2;Port=hunter2")]
    [InlineData("Host=db;Password=hunter2;SSL Mode=hunter2")]
    public void Refuses_a_connection_string_that_the_driver_cannot_read_and_repeats_none_of_it(string text)
    {
        var wrong = Assert.Throws<FormatException>(() => OwnershipTables.Check(new ClusterDatabase(DatabaseKind.PostgreSql, text)));

        Assert.DoesNotContain("ter2", wrong.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Takes_one_that_it_can() => OwnershipTables.Check(new ClusterDatabase(DatabaseKind.PostgreSql, "Host=db;Port=5432;Username=backup;Password='hun;ter2';Database=backup"));
}
