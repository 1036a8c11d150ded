using System.Diagnostics;
using System.Text;

namespace Scenarios;

/// <summary>A process of a scenario. What it prints is kept; disposing kills it with its children.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private bool _disposed;

    private ChildProcess(Process process) => _process = process;

    public int Pid => _process.Id;
    public bool HasExited => _process.HasExited;
    public int ExitCode => _process.ExitCode;

    /// <summary>Standard output and errors, as they came.</summary>
    public string Said { get { lock (_said) return _said.ToString(); } }

    /// <summary>Standard output alone.</summary>
    public string Output { get { lock (_said) return _output.ToString(); } }

    public string Errors { get { lock (_said) return _errors.ToString(); } }

    /// <param name="heard">Called with every line of either stream.</param>
    public static ChildProcess Start(IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string>? environment = null, Action<string>? heard = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        // Short lives: profiles would be gathered and never used.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Hear(line.Data, isOutput: true, heard);
        child._process.ErrorDataReceived += (_, line) => child.Hear(line.Data, isOutput: false, heard);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public void Tell(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <exception cref="TimeoutException">It did not end.</exception>
    public async Task<int> ExitAsync(int seconds = 60)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{string.Join(' ', _process.StartInfo.ArgumentList)} has not ended after {seconds} s. It said:\n{Said}");
        }
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        // The scenario and its sandbox both end what was started.
        if (_disposed) return;
        _disposed = true;
        await KillAsync();
        _process.Dispose();
    }

    private void Hear(string? line, bool isOutput, Action<string>? heard)
    {
        if (line is null) return;
        lock (_said)
        {
            _said.Append(line).Append('\n');
            (isOutput ? _output : _errors).Append(line).Append('\n');
        }
        heard?.Invoke(line);
    }
}
