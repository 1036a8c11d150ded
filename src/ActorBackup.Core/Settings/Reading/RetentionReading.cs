using ActorBackup.Core.Retention;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Reads a <c>retention</c> block.</summary>
internal static class RetentionReading
{
    /// <param name="general">Gives what the block does not say: the defaults, or for a store's own policy the source's.</param>
    public static RetentionPolicy Read(Block block, RetentionPolicy general)
    {
        var any = Forms.Count(0);
        var policy = new RetentionPolicy(
            KeepLast: block.Value("keep-last", general.KeepLast, any),
            Within: block.OrOff("within", general.Within, Forms.Duration("1s", "36500d")),
            Hourly: block.Value("hourly", general.Hourly, any),
            Daily: block.Value("daily", general.Daily, any),
            Weekly: block.Value("weekly", general.Weekly, any),
            Monthly: block.Value("monthly", general.Monthly, any),
            Yearly: block.Value("yearly", general.Yearly, any),
            MinKeep: block.Value("min-keep", general.MinKeep, Forms.Count(1)),
            KeepSuspect: block.Value("keep-suspect", general.KeepSuspect, any));
        block.Close();
        return policy;
    }
}
