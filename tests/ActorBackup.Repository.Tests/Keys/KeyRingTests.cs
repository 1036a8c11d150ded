using System.Text;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Keys;

namespace ActorBackup.Repository.Tests.Keys;

public sealed class KeyRingTests : IDisposable
{
    private static readonly KeyDerivation Cheap = new(2, 1, 1);

    private readonly MasterKey _master = MasterKey.NewRandom();
    private readonly MemoryBackend _backend = new();
    private readonly List<string> _warnings = [];
    private readonly KeyRing _ring;

    public KeyRingTests() => _ring = new KeyRing(_backend, new RepositoryOptions { Hostname = "here", Username = "me", Warn = _warnings.Add });

    public void Dispose() => _backend.DisposeAsync().AsTask().Wait();

    [Fact]
    public async Task Finds_the_key_that_each_password_opens()
    {
        var (one, other) = (await AddAsync("one"), await AddAsync("other"));

        Assert.Equal(one, (await FindAsync("one")).Id);
        Assert.Equal(other, (await FindAsync("other")).Id);
        Assert.Equal(MasterKeyFormat.Write(_master), MasterKeyFormat.Write((await FindAsync("other")).Key));
    }

    [Fact]
    public async Task Says_that_the_password_is_wrong_and_where()
    {
        await AddAsync("right");

        var error = await FailsAsync(() => FindAsync("wrong"));

        Assert.Equal(RepositoryFailure.WrongPassword, error.Failure);
        Assert.Contains("memory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_there_is_no_key_at_all() => Assert.Equal(RepositoryFailure.Missing, (await FailsAsync(() => FindAsync("any"))).Failure);

    [Fact]
    public async Task Skips_key_files_that_are_garbage_with_a_warning()
    {
        for (var i = 0; i < 10; i++)
        {
            var garbage = Encoding.UTF8.GetBytes($"garbage {i}");
            await _backend.SaveAsync(FileHandle.Of(new KeyId(Sha256Value.Of(garbage))), garbage, CancellationToken.None);
        }
        var id = await AddAsync("right");

        Assert.Equal(id, (await FindAsync("right")).Id);
        Assert.Contains("10 of its 11 key files", (await FailsAsync(() => FindAsync("wrong"))).Message, StringComparison.Ordinal);
        Assert.All(_warnings, warning => Assert.Contains("is skipped", warning, StringComparison.Ordinal));
        Assert.NotEmpty(_warnings);
    }

    [Fact]
    public async Task Tries_twenty_keys_and_the_one_that_is_named_first_of_all()
    {
        for (var i = 0; i < 25; i++) await AddAsync("same");
        var last = (await _ring.ListAsync(CancellationToken.None))[^1].Id;

        Assert.Equal(last, (await FindAsync("same", last.ToString()[..10])).Id);
        Assert.NotEqual(last, (await FindAsync("same")).Id);
        Assert.Contains("the first 20 of its 25 keys", (await FailsAsync(() => FindAsync("wrong"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_who_made_the_keys()
    {
        var (one, other) = (await AddAsync("one"), await AddAsync("other"));

        var keys = await _ring.ListAsync(CancellationToken.None);

        Assert.Equal([.. new[] { one, other }.OrderBy(id => id.Value)], keys.Select(key => key.Id));
        Assert.All(keys, key => Assert.Equal(("me", "here"), (key.Username, key.Hostname)));
    }

    [Fact]
    public async Task Changes_the_password_and_only_the_one_in_use()
    {
        await AddAsync("keep");
        await AddAsync("old");

        var changed = await _ring.ChangeAsync(await FindAsync("old"), "new", Cheap, CancellationToken.None);

        Assert.Equal(changed.Id, (await FindAsync("new")).Id);
        Assert.Equal(RepositoryFailure.WrongPassword, (await FailsAsync(() => FindAsync("old"))).Failure);
        await FindAsync("keep");
    }

    [Fact]
    public async Task Removes_a_key_but_not_the_one_in_use()
    {
        var (mine, other) = (await AddAsync("mine"), await AddAsync("other"));
        var inUse = await FindAsync("mine");

        await _ring.RemoveAsync(other, inUse, CancellationToken.None);

        Assert.Equal(RepositoryFailure.Missing, (await FailsAsync(() => _ring.RemoveAsync(other, inUse, CancellationToken.None))).Failure);
        Assert.Equal(RepositoryFailure.Refused, (await FailsAsync(() => _ring.RemoveAsync(mine, inUse, CancellationToken.None))).Failure);
        Assert.Equal(mine, Assert.Single(await _ring.ListAsync(CancellationToken.None)).Id);
    }

    [Fact]
    public async Task Takes_no_empty_password() => Assert.Equal(RepositoryFailure.Refused, (await FailsAsync(() => AddAsync(""))).Failure);

    private Task<KeyId> AddAsync(string password) => _ring.AddAsync(_master, password, Cheap, CancellationToken.None);

    private Task<OpenKey> FindAsync(string password, string? hint = null) => _ring.FindAsync(password, hint, CancellationToken.None);

    private static Task<RepositoryException> FailsAsync(Func<Task> action) => Assert.ThrowsAsync<RepositoryException>(action);
}
