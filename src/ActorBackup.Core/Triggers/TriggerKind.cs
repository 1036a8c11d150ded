namespace ActorBackup.Core.Triggers;

/// <summary>Why a snapshot is taken. The order is the order of names: the first present gives <c>{trigger}</c> (rules 2).</summary>
public enum TriggerKind { BeforeChange, Pushed, Signal, Manual, Items, Startup, Cron, Interval, Change }
