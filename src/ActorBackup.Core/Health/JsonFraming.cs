namespace ActorBackup.Core.Health;

/// <summary>How JSON values follow each other in a file.</summary>
internal enum JsonFraming
{
    /// <summary>One value.</summary>
    Document,

    /// <summary>One value on each line that is not empty.</summary>
    Lines,

    /// <summary>So far one value on one line: a second one on the next makes it lines.</summary>
    Undecided,
}
