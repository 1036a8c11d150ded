using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ActorBackup.Core.Settings;

/// <summary>What came of reading a configuration: settings, or everything that is wrong with it.</summary>
/// <param name="Settings">Null if there is any problem.</param>
/// <param name="Problems">By file and line.</param>
public sealed record SettingsResult(NodeSettings? Settings, ImmutableList<SettingsProblem> Problems)
{
    [MemberNotNullWhen(true, nameof(Settings))]
    public bool IsValid => Settings is not null;
}
