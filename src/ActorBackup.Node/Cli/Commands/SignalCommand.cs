using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Tells a running node that something happened.</summary>
internal sealed class SignalCommand : Verb
{
    private readonly Argument<string[]> _sources = new("SOURCE") { Description = "Which sources", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _trigger = new("--trigger") { Description = "signal (default), manual or before-change", HelpName = "T" };
    private readonly Option<long?> _items = new("--items") { Description = "How many items there are now", HelpName = "N" };
    private readonly Option<string[]> _counter = new("--counter") { Description = "A further number", HelpName = "NAME=VALUE" };
    private readonly Option<string?> _label = new("--label") { Description = "A word kept with the snapshot", HelpName = "L" };
    private readonly Option<string?> _id = new("--id") { Description = "Makes a repetition harmless for 7 days", HelpName = "ID" };
    private readonly Option<string?> _once = new("--once-per") { Description = "At most one a day", HelpName = "day" };
    private readonly Option<bool> _saved = new("--saved") { Description = "The program has saved; do not ask it to" };
    private readonly Option<bool> _shrink = new("--expect-shrink") { Description = "The next capture may be smaller and is healthy all the same" };
    private readonly Option<bool> _reset = new("--reset-count") { Description = "Count from the present number on" };
    private readonly Option<string> _wait = new("--wait") { Description = "accepted (default) or durable", DefaultValueFactory = _ => "accepted", HelpName = "W" };
    private readonly Option<string?> _timeout = new("--timeout") { Description = "How long to wait for durable, such as 30s (default)", HelpName = "D" };

    public SignalCommand(Sessions sessions) : base("signal", "Tell the running node to take a snapshot; returns when that is accepted", sessions)
    {
        Add(_sources);
        foreach (var option in (Option[])[_trigger, _items, _counter, _label, _id, _once, _saved, _shrink, _reset, _wait, _timeout]) Add(option);
        _wait.AcceptOnlyFromAmong("accepted", "durable");
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        var request = Request(arguments);
        await using var door = await session.OpenAsync(NodeNeed.Running, stop);
        var sources = await door.Client.SourcesAsync(arguments.GetValue(_sources)!, stop);
        var outcomes = new List<OutcomeJson>();
        foreach (var source in sources)
        {
            var begun = Stopwatch.GetTimestamp();
            var outcome = await door.Client.SignalAsync(source.Key, request, stop);
            outcomes.Add(outcome);
            Print(session.Terminal, outcome, Stopwatch.GetElapsedTime(begun));
        }

        if (session.Terminal.Json) session.Terminal.Document(outcomes, ReadableJson.Context.IReadOnlyListOutcomeJson);
        return outcomes.Max(o => CodeOf(o, waited: request.Wait == "durable"));
    }

    private SignalRequest Request(ParseResult arguments) => new(
        arguments.GetValue(_id), arguments.GetValue(_trigger), arguments.GetValue(_items), Counters(arguments.GetValue(_counter)),
        arguments.GetValue(_label), Pin: false, arguments.GetValue(_once), arguments.GetValue(_saved), arguments.GetValue(_shrink),
        arguments.GetValue(_reset), arguments.GetValue(_wait), Seconds(arguments.GetValue(_timeout)));

    private static void Print(Terminal terminal, OutcomeJson outcome, TimeSpan took)
    {
        var snapshot = outcome.Snapshot is null ? "" : $", snapshot {outcome.Snapshot}";
        var reason = outcome.Reason is null ? "" : $": {outcome.Reason}";
        if (outcome.State is "failed" or "refused") terminal.Error.WriteLine($"actorbackup: {outcome.Source}: {outcome.State}{reason}");
        else terminal.Say($"{outcome.Source}: {outcome.State} in {Figures.Span(took)}{snapshot}{reason} (id {outcome.Id})");
    }

    private static ExitCode CodeOf(OutcomeJson outcome, bool waited) => outcome.State switch
    {
        "accepted" => waited ? ExitCode.NotYetDurable : ExitCode.Ok,
        "durable" or "unchanged" => outcome.MissingStores.Count == 0 ? ExitCode.Ok : ExitCode.Incomplete,
        "incomplete" => ExitCode.Incomplete,
        _ => ExitCode.Failed,
    };

    private static Dictionary<string, double>? Counters(string[]? told)
    {
        if (told is null or []) return null;
        var counters = new Dictionary<string, double>();
        foreach (var pair in told)
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            if (cut <= 0 || !double.TryParse(pair[(cut + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                throw new CliException(ExitCode.Usage, $"'--counter {pair}' is no counter; write it as NAME=NUMBER, such as nodes=125");
            counters[pair[..cut]] = value;
        }

        return counters;
    }

    private static double? Seconds(string? text)
    {
        if (text is null) return null;
        return Hocon.HoconUnits.TryDuration(text, out var duration) && duration >= TimeSpan.Zero
            ? duration.TotalSeconds
            : throw new CliException(ExitCode.Usage, $"'--timeout {text}' is no duration; write it as 500ms, 30s or 5m");
    }
}
