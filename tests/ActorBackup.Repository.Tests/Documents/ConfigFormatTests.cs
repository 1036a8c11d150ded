using System.Text;
using ActorBackup.Repository.Documents;

namespace ActorBackup.Repository.Tests.Documents;

public sealed class ConfigFormatTests
{
    private const string Id = "5956a5cfa2ed7a2ea36e9dce0a1bb48d6ad8e3ba6b9ef2ab0f4ef4a65a3f271b";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Writes_what_it_read(int version)
    {
        var json = $$"""{"version":{{version}},"id":"{{Id}}","chunker_polynomial":"25b468838dcb75"}""";

        var config = ConfigFormat.Read(Encoding.UTF8.GetBytes(json));

        Assert.Equal(0x25b468838dcb75u, config.ChunkerPolynomial);
        Assert.Equal(json, Encoding.UTF8.GetString(ConfigFormat.Write(config)));
    }

    [Theory]
    [InlineData("""{"version":3,"id":"ID","chunker_polynomial":"25b468838dcb75"}""", RepositoryFailure.Unsupported)]
    [InlineData("""{"id":"ID","chunker_polynomial":"25b468838dcb75"}""", RepositoryFailure.Unsupported)]
    [InlineData("""{"version":-1,"id":"ID","chunker_polynomial":"25b468838dcb75"}""", RepositoryFailure.Damaged)]
    [InlineData("""{"version":2,"id":"ID","chunker_polynomial":"0"}""", RepositoryFailure.Damaged)]
    [InlineData("""{"version":2,"id":"ID","chunker_polynomial":"65b468838dcb75"}""", RepositoryFailure.Damaged)]
    [InlineData("""{"version":2,"id":"ID","chunker_polynomial":"ffff25b468838dcb75"}""", RepositoryFailure.Damaged)]
    [InlineData("""{"version":2,"id":"ID","chunker_polynomial":123}""", RepositoryFailure.Damaged)]
    [InlineData("""{"version":2,"id":"ID"}""", RepositoryFailure.Damaged)]
    [InlineData("""{"version":2,"id":"59","chunker_polynomial":"25b468838dcb75"}""", RepositoryFailure.Damaged)]
    [InlineData("""{"version":2,"chunker_polynomial":"25b468838dcb75"}""", RepositoryFailure.Damaged)]
    [InlineData("null", RepositoryFailure.Damaged)]
    [InlineData("", RepositoryFailure.Damaged)]
    public void Refuses_what_it_cannot_work_with(string json, RepositoryFailure failure)
    {
        var bytes = Encoding.UTF8.GetBytes(json.Replace("ID", Id, StringComparison.Ordinal));

        Assert.Equal(failure, Assert.Throws<RepositoryException>(() => ConfigFormat.Read(bytes)).Failure);
    }
}
