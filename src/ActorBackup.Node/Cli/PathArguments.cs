using ActorBackup.Core.Settings;
using ActorBackup.Node.Hosting;

namespace ActorBackup.Node.Cli;

/// <summary>The files, globs and folders that somebody names to be protected.</summary>
internal static class PathArguments
{
    /// <summary>Of <c>init</c> without a path.</summary>
    public const string Usual = "./*.json";

    /// <exception cref="CliException">One is a glob that cannot be read (exit 2).</exception>
    public static IReadOnlyList<ConfigPath> Read(IEnumerable<string> texts, string folder) => [.. texts.Select(text => Read(text, folder))];

    /// <summary>Writes a configuration that protects them, with a repository store and its password file where it is asked for or a folder needs one;
    /// an existing file is never touched.</summary>
    /// <exception cref="CliException">There is a file already, it cannot be written, or two paths overlap.</exception>
    /// <returns>The password file, and whether it was made now; null without such a store.</returns>
    public static (string File, bool IsNew)? WriteConfiguration(string file, IReadOnlyList<ConfigPath> paths, bool vault)
    {
        var password = vault || paths.Any(path => path.IsFolder) ? new VaultPassword(Path.GetDirectoryName(file)!) : null;
        Write(file, paths, password is null ? null : VaultPassword.FileName);
        return password is null ? null : (password.File, password.MakeIfMissing());
    }

    private static void Write(string file, IReadOnlyList<ConfigPath> paths, string? vault)
    {
        var folder = Path.GetDirectoryName(file)!;
        var text = ConfigWriter.Write(paths, folder, vault);
        if (ConfigurationFile.CheckText(text, file).Problems is { IsEmpty: false } problems)
            throw new CliException(ExitCode.Usage, $"{file} is not written, since these paths do not go together: {problems[0].Message}");
        try
        {
            Directory.CreateDirectory(folder);
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (IOException) when (File.Exists(file) || Directory.Exists(file))
        {
            throw new CliException(ExitCode.Usage, $"{file} is there already and is not overwritten: edit it, or write another with --out FILE");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"{file} cannot be written: {failure.Message}", failure);
        }
    }

    private static ConfigPath Read(string text, string folder)
    {
        if (text.Length == 0) throw new CliException(ExitCode.Usage, "an empty PATH: name files or a glob such as DIR/*.json");
        if (Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, folder)) is var full && Directory.Exists(full)) return new ConfigPath(full, IsGlob: false) { IsFolder = true };
        try
        {
            return ConfigPath.Of(text, folder, File.Exists);
        }
        catch (FormatException wrong)
        {
            throw new CliException(ExitCode.Usage, wrong.Message, wrong);
        }
    }
}
