using ActorBackup.Core.Settings;

namespace ActorBackup.Node.Hosting;

/// <summary>There is no configuration that could be used. The message has one line per mistake: file, line, key, what is wrong, what is allowed.</summary>
internal sealed class ConfigurationException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <param name="asked">The file that was asked for by <c>--config</c>, or null.</param>
    public static ConfigurationException Missing(string? asked) => new(asked is null
        ? "there is no configuration: no ./actorbackup.hocon, none under ~/.config/actorbackup or /etc/actorbackup; write one with `actorbackup init PATH`, or name one with --config FILE"
        : $"there is no configuration file {asked}; write one with `actorbackup init --out {asked} PATH`");

    public static ConfigurationException Wrong(IEnumerable<SettingsProblem> problems) => new(string.Join('\n', problems));
}
