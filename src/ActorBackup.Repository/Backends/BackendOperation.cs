namespace ActorBackup.Repository.Backends;

public enum BackendOperation { Create, Save, Load, Size, List, Remove }
