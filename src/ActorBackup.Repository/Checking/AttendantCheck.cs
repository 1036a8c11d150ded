using System.Text.Json;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Checking;

/// <summary>Looks at what stands beside the data: keys and locks.</summary>
internal sealed class AttendantCheck(OpenRepository repository, CheckTally tally)
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(30);

    public async Task CheckAsync(CancellationToken stop)
    {
        await foreach (var file in repository.Backend.ListAsync(FileKind.Key, stop)) await CheckKeyAsync(file.File, stop);
        await foreach (var file in repository.Backend.ListAsync(FileKind.Lock, stop)) await CheckLockAsync(file, stop);
    }

    private async Task CheckKeyAsync(FileHandle file, CancellationToken stop)
    {
        if (await TryLoadAsync(file, stop) is not { } content) return;
        if (Sha256Value.Of(content.Span) == file.Name && IsKey(content)) return;
        tally.Error(FindingKind.KeyUnreadable, $"{file} is not a usable key: its password opens nothing, and restic may refuse the whole repository because of it.",
            "If its password is needed, add it again; then remove the file.", file);
    }

    private static bool IsKey(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task CheckLockAsync(StoredFile file, CancellationToken stop)
    {
        try
        {
            if (file.Bytes == 0) throw RepositoryException.Damaged("it is empty, which stops restic before 0.17.");
            var held = LockFormat.Read((await repository.LoadDocumentAsync(file.File, stop)).Span);
            var age = repository.Options.Clock.GetUtcNow() - held.Time.ToDateTimeOffset();
            if (age <= StaleAfter && held.Hostname == repository.Options.Hostname) return;
            tally.Hint(FindingKind.LockHeld, $"{file.File} was taken by {held.Username} on {held.Hostname} (process {held.Pid}), {(held.Exclusive ? "for itself alone" : "together with others")}, at {held.Time.ToDateTimeOffset():u}.",
                age > StaleAfter ? "It is stale: unlock removes it." : "Nothing, if that process is alive; otherwise unlock.", file.File);
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported)
        {
            tally.Error(FindingKind.LockUnreadable, $"{file.File} cannot be read: {e.Message} Some programs refuse to work while it is there.",
                "If no other program works on the repository, unlock and let it remove all locks.", file.File);
        }
        catch (RepositoryException e) when (e.Failure == RepositoryFailure.Missing)
        {
            // Released meanwhile.
        }
    }

    private async Task<ReadOnlyMemory<byte>?> TryLoadAsync(FileHandle file, CancellationToken stop)
    {
        try
        {
            return await repository.Backend.LoadAsync(file, null, stop);
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Missing)
        {
            return null;
        }
    }
}
