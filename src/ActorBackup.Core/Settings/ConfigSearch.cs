namespace ActorBackup.Core.Settings;

/// <summary>Which configuration file is meant (interfaces 1): the option's, the environment's, then the first that exists of three places.</summary>
/// <param name="Found">Absolute; null if there is none. A file that was named is given whether it exists or not: to pass over it would run another configuration.</param>
/// <param name="Looked">Every path that was looked at, for the message.</param>
public sealed record ConfigSearch(string? Found, IReadOnlyList<string> Looked)
{
    public const string FileName = "actorbackup.hocon", Variable = "ACTORBACKUP_CONFIG";

    public static ConfigSearch Find(string? option, string? variable, string workingFolder, string? home, Func<string, bool> exists)
    {
        var named = !string.IsNullOrEmpty(option) ? option : variable;
        if (!string.IsNullOrEmpty(named))
        {
            var path = Path.GetFullPath(named, workingFolder);
            return new ConfigSearch(path, [path]);
        }

        List<string> places = [Path.Combine(workingFolder, FileName)];
        if (!string.IsNullOrEmpty(home)) places.Add(Path.Combine(home, ".config", "actorbackup", FileName));
        places.Add(Path.Combine("/etc/actorbackup", FileName));
        return new ConfigSearch(places.Find(place => exists(place)), places);
    }
}
