using System.Collections.Immutable;
using Hocon;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Collects problems, so that one reading finds them all.</summary>
internal sealed class ProblemList
{
    private readonly List<SettingsProblem> _problems = [];
    private readonly HashSet<(string File, int Line, string Message)> _known = [];

    public bool IsEmpty => _problems.Count == 0;

    public void Add(string key, HoconOrigin origin, string message)
    {
        if (!_known.Contains((origin.File, origin.Line, message))) _problems.Add(new SettingsProblem(key, origin.File, origin.Line, message));
    }

    /// <summary>What was found until now is not reported again: the values of <c>defaults</c> come up in every source.</summary>
    public void ReportOnce() => _known.UnionWith(_problems.Select(p => (p.File, p.Line, p.Message)));

    public ImmutableList<SettingsProblem> InOrder() => [.. _problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)];
}
