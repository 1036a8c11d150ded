using System.Diagnostics;

namespace ActorBackup.Node.Cli.Output;

/// <summary>A bar on stderr for anything that takes longer than a second; nothing where nobody looks.</summary>
internal sealed class Progress : IAsyncDisposable
{
    private const int Width = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly Terminal _terminal;
    private readonly string _what;
    private readonly int _total;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _drawing;
    private int _done;

    /// <param name="total">Steps; one means that only time can be shown.</param>
    public Progress(Terminal terminal, string what, int total)
    {
        (_terminal, _what, _total) = (terminal, what, total);
        _drawing = terminal is { Live: true, Quiet: false } ? DrawAsync() : Task.CompletedTask;
    }

    public void StepDone() => Interlocked.Increment(ref _done);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _drawing;
        _end.Dispose();
    }

    private async Task DrawAsync()
    {
        using var timer = new PeriodicTimer(Step);
        var drawn = false;
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                if (Stopwatch.GetElapsedTime(_begun) < Patience) continue;
                drawn = true;
                await _terminal.Error.WriteAsync($"\r{Bar()} {_what}  {Stopwatch.GetElapsedTime(_begun).TotalSeconds:0} s ");
            }
        }
        catch (OperationCanceledException)
        {
            if (drawn) await _terminal.Error.WriteAsync("\r\u001b[K");
        }
    }

    private string Bar()
    {
        if (_total <= 1)
        {
            var at = (int)(Stopwatch.GetElapsedTime(_begun) / Step) % Width;
            return $"[{new string(' ', at)}={new string(' ', Width - 1 - at)}]";
        }

        var full = _done * Width / _total;
        return $"[{new string('=', full)}{new string(' ', Width - full)}] {_done}/{_total}";
    }
}
