using System.Text;
using ActorBackup.Repository.Documents;

namespace ActorBackup.Repository.Tests.Documents;

public sealed class LockFormatTests
{
    [Theory]
    [InlineData("""{"time":"2026-11-20T10:36:34.473978502+01:00","exclusive":false,"hostname":"vm","username":"me","pid":13607,"uid":1000,"gid":100}""")]
    [InlineData("""{"time":"2026-11-20T10:36:34Z","exclusive":true,"hostname":"","username":"","pid":1}""")]
    public void Writes_what_it_read(string json) => Assert.Equal(json, Encoding.UTF8.GetString(LockFormat.Write(LockFormat.Read(Encoding.UTF8.GetBytes(json)))));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"exclusive":true,"hostname":"vm","username":"me","pid":1}""")]
    [InlineData("""{"time":"2026-11-20T10:36:34Z","exclusive":"yes"}""")]
    [InlineData("""{"time":"2026-11-20T10:36:34Z","pid":1.5}""")]
    [InlineData("""{"time":"2026-11-20T10:36:34Z","uid":-1}""")]
    [InlineData("""{"time":"2026-11-20T10:36:34Z","uid":4294967296}""")]
    public void Refuses_what_is_no_lock(string json) =>
        Assert.Equal(RepositoryFailure.Damaged, Assert.Throws<RepositoryException>(() => LockFormat.Read(Encoding.UTF8.GetBytes(json))).Failure);
}
