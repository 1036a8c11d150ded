using System.Security.Cryptography;

namespace ActorBackup.Node.Cli;

/// <summary>The password file that <c>init --vault</c> makes beside the configuration.</summary>
internal sealed class VaultPassword(string folder)
{
    public const string FileName = "vault.password";

    // 32 letters and digits that cannot be taken for one another: 160 bits.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    public string File => Path.Join(folder, FileName);

    /// <returns>False if there is one, which stays as it is.</returns>
    /// <exception cref="CliException">It cannot be written.</exception>
    public bool MakeIfMissing()
    {
        if (System.IO.File.Exists(File)) return false;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(File, options);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetString(Letters, 32) + "\n"));
            stream.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"{File} cannot be written: {failure.Message}", failure);
        }
    }
}
