using System.Text;
using Hocon;

namespace ActorBackup.Core.Settings;

/// <summary>Writes the configuration that <c>init</c> gives: commented, working as it is, to be edited by people.</summary>
public static class ConfigWriter
{
    /// <summary>What hardly anybody wants of a folder; written where its owner sees it.</summary>
    private static readonly string[] UsualExcludes = ["__pycache__/", "*.pyc", "*.log", "*.tmp", "*.temp", ".git/"];

    /// <param name="paths">What to protect, one source each, but for those that another one covers.</param>
    /// <param name="folder">Absolute; where the file will lie. What lies below is named from there, so that the folder can be moved as a whole.</param>
    /// <param name="vault">The password file of a repository store that is to stand beside the copies, named from <paramref name="folder"/>; null: none.</param>
    public static string Write(IEnumerable<ConfigPath> paths, string folder, string? vault = null)
    {
        ConfigPath[] all = [.. paths];
        // The node's own folder cannot be protected, and many programs call theirs "data".
        var inData = Path.Join(folder, "data") + "/";
        var data = Array.Exists(all, path => path.Path.StartsWith(inData, StringComparison.Ordinal)) ? "actorbackup-data" : "data";
        return Head.Replace("\"data\"", HoconPath.QuoteAlways(data), StringComparison.Ordinal)
            + (vault is null ? VaultExample : Vault.Replace("\"vault.password\"", HoconPath.QuoteAlways(vault), StringComparison.Ordinal)) + Middle + Sources([], all, folder, "    ") + Foot;
    }

    /// <summary>The lines that <paramref name="settings"/> lacks to protect <paramref name="paths"/> too, to be put into <c>sources</c>; empty if it covers them all.</summary>
    public static string LinesToAdd(NodeSettings settings, IEnumerable<ConfigPath> paths, string folder) =>
        Sources([.. settings.Sources.Select(s => s.Id.Name)], Missing(settings, paths), folder, "");

    /// <summary>Those of <paramref name="paths"/> that no source protects.</summary>
    public static IReadOnlyList<ConfigPath> Missing(NodeSettings settings, IEnumerable<ConfigPath> paths) =>
        [.. paths.Where(path => !settings.Sources.Exists(path.IsCoveredBy))];

    private static string Sources(HashSet<string> taken, IEnumerable<ConfigPath> paths, string folder, string indent)
    {
        var text = new StringBuilder();
        ConfigPath[] all = [.. paths.Distinct()];
        foreach (var path in all.Where(path => !Array.Exists(all, other => other != path && path.IsCoveredBy(other))))
        {
            var name = ConfiguredName.MakeFrom(Stem(path), used => taken.Contains(used) || ConfiguredName.IsTakenByCommands(used));
            taken.Add(name);
            text.Append(indent).Append(HoconPath.Quote(name)).Append(" { ").Append(path.IsFolder ? "kind = tree, " : "").Append("path = ").Append(HoconPath.QuoteAlways(Short(path.Pattern, folder)));
            text.Append(path.IsFolder ? $", exclude = [{string.Join(", ", UsualExcludes.Select(HoconPath.QuoteAlways))}]" : "").Append(" }\n");
        }
        return text.ToString();
    }

    private static string Stem(ConfigPath path)
    {
        if (path.IsFolder) return Path.GetFileName(path.Path);
        var name = Path.GetFileName(path.Path);
        var stem = name.LastIndexOf('.') is var dot and > 0 ? name[..dot] : name;
        // Of *.json nothing would be left: the folder says more than "source".
        return path.IsGlob && stem.Trim('*', '?') == "" ? Path.GetFileName(Path.GetDirectoryName(path.Path)) ?? "" : stem;
    }

    private static string Short(string path, string folder)
    {
        if (path == folder) return ".";
        var below = folder.TrimEnd('/') + "/";
        if (!path.StartsWith(below, StringComparison.Ordinal)) return path;
        var relative = path[below.Length..];
        return relative.StartsWith('~') ? "./" + relative : relative;
    }

    private const string Head = """
        # Configuration of ActorBackup. `actorbackup config check` says whether it is right, `actorbackup config show` what it comes to.
        # Relative paths start at this file's folder. What stands behind a # is left out: examples, and defaults to change.

        actorbackup {
          node {
            data = "data"             # journal, logs and socket of the node
            # name = my-machine       # default: the machine's name
            # time-zone = Europe/Berlin   # default: the machine's
          }

          stores {
            copies {
              folder = "backups"      # relative: beside each source
              name = "{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}"
              # trash { keep = 1d }   # how long a removed snapshot can be had back with `undo`
              # min-free = 10%        # below this share of the disk nothing more is written
            }

        """;

    private const string VaultExample = """
            # vault { kind = repository, location = "vault", password-file = "vault.password" }   # encrypted, deduplicated; `init --vault` writes one
          }

        """;

    private const string Vault = """
            vault {
              kind = repository       # encrypted, compressed, each piece stored once; in restic's format: `restic -r vault` reads it too
              location = "vault"
              password-file = "vault.password"   # keep a copy elsewhere: without it nothing in the vault can be read, by nobody
              # compression = auto    # off, max
              # trash { keep = 1d }
            }
          }

        """;

    private const string Middle = """

          # What holds for every source that does not say otherwise.
          defaults {
            change { quiet = 500ms, max-wait = 10s }      # a snapshot when a file has settled; off: not by itself
            # interval = 5m           # also every five minutes, if something changed
            # cron = "0 3 * * *"      # also at three o'clock
            # startup { once-per = day }
            retention { keep-last = 10, hourly = 24, daily = 30, min-keep = 3 }
            # health { parse = auto, max-shrink = 50%, max-item-drop = 50%, accept-after = 1d }
          }

          # One source per line: name { path = "file or glob" }. The name is how commands call it.
          sources {

        """;

    private const string Foot = """
          }
        }

        """;
}
