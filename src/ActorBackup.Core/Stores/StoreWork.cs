namespace ActorBackup.Core.Stores;

/// <summary>Which of a store's regular work is due.</summary>
public enum StoreWork
{
    /// <summary>Only what must not wait for its hour.</summary>
    Urgent,

    /// <summary>Once an hour: what this process has decided and put off.</summary>
    Marks,

    /// <summary>Once an hour: that, and what grows with every capture.</summary>
    Hourly,

    /// <summary>Once a day: all that, and what removals have left.</summary>
    Daily,
}
