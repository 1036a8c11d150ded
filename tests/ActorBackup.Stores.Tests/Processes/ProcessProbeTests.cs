using System.Diagnostics;
using System.Globalization;
using ActorBackup.Stores.Processes;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Processes;

public sealed class ProcessProbeTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly ProcessProbe _probe = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Finds_a_running_process_until_it_ends()
    {
        using var process = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        var mark = _probe.Find(_scratch.Write("app.pid", $"{process.Id.ToString(CultureInfo.InvariantCulture)}\n"));

        Assert.True(mark is not null && mark.Pid == process.Id && _probe.IsRunning(mark));
        process.StandardInput.Close();
        process.WaitForExit();

        Assert.False(_probe.IsRunning(mark));
    }

    [Fact]
    public void Does_not_take_a_recycled_pid_for_the_process_it_knew()
    {
        var self = _probe.Find(_scratch.Write("app.pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)))!;

        Assert.False(_probe.IsRunning(self with { StartTicks = self.StartTicks - 1 }));
        Assert.Equal(Environment.ProcessPath, self.Executable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no number")]
    [InlineData("-1")]
    [InlineData("999999999")]
    public void Finds_nothing_where_the_file_names_no_process(string content) => Assert.Null(_probe.Find(_scratch.Write("app.pid", content)));

    [Fact]
    public void Finds_nothing_where_there_is_no_file() => Assert.Null(_probe.Find(_scratch["none.pid"]));
}
