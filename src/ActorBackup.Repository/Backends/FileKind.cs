namespace ActorBackup.Repository.Backends;

/// <summary>The six kinds of files of a repository (format specification, section 2).</summary>
public enum FileKind { Config, Key, Lock, Snapshot, Index, Pack }
