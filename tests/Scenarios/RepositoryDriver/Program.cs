using ActorBackup.Repository;
using RepositoryDriver;

// repositorydriver FOLDER VERB…: does one thing after the other to the repository FOLDER/repo, whose source is FOLDER/source: init, change, backup, merge,
// forget, prune; "wait" waits for the file FOLDER/go. Ends with 3 and the error's kind if the repository fails; anything else is a bug.
var drive = new Drive(args[0]);
try
{
    foreach (var verb in args[1..])
    {
        Console.WriteLine(verb);
        await drive.RunAsync(verb);
    }
    return 0;
}
catch (RepositoryException e)
{
    Console.WriteLine($"failed {e.Failure}: {e.Message}");
    return 3;
}
