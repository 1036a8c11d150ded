using System.CommandLine;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Work on a repository itself. Needs no node, and goes on beside one: they keep out of each other's way by the repository's locks.</summary>
internal sealed class StoreCommand : Command
{
    public StoreCommand(Sessions sessions) : base("store", "Make, check, prune, unlock, copy or list a repository")
    {
        Add(new StoreInitCommand(sessions));
        Add(new StoreCheckCommand(sessions));
        Add(new StorePruneCommand(sessions));
        Add(new StoreUnlockCommand(sessions));
        Add(new StoreCopyCommand(sessions));
        Add(new StoreListCommand(sessions));
    }
}
