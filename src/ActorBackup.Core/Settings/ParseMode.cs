namespace ActorBackup.Core.Settings;

/// <summary>How content is checked: by the file's name, or fixed.</summary>
public enum ParseMode { Auto, Json, JsonLines, None }
