using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TestTools;

/// <summary>A PostgreSQL server for the tests of one class, with its files in a temporary folder; made by <c>pg.sh</c> beside this file.</summary>
/// <remarks>What was committed is there after <see cref="Crash"/>. It ends with this process, however that ends.</remarks>
public sealed class PostgresServer : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"postgres-{Guid.NewGuid():N}");
    private readonly string _script = Script();
    private readonly string _host;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly int _port;
    private readonly Process _process;
    private int _databases;

    /// <summary>On loopback. It does not wait for the disk.</summary>
    public PostgresServer() : this("127.0.0.1", new Dictionary<string, string> { ["DURABLE"] = "" }) { }

    private PostgresServer(string host, IReadOnlyDictionary<string, string> environment)
    {
        (_host, _environment) = (host, environment);
        for (var attempt = 1; ; attempt++)
        {
            _port = FreePort();
            _process = Start(inSessionOfItsOwn: true, "serve", _folder, _port.ToString());
            if (_process.StandardOutput.ReadLine() == "ready") return;
            var said = _process.StandardError.ReadToEnd();
            _process.Dispose();
            if (attempt == 3) throw new InvalidOperationException($"PostgreSQL did not start: {said}"); // once, another may have taken the port just then
        }
    }

    /// <summary>One that waits for the disk, as in earnest.</summary>
    /// <param name="host">The address, one of this machine's, by which others reach it.</param>
    /// <param name="environment">Of the server's processes.</param>
    public static PostgresServer On(string host, IReadOnlyDictionary<string, string> environment) => new(host, environment);

    /// <summary>The connection string of the database that every server has.</summary>
    public string Default => To("postgres");

    /// <summary>The connection string of a new, empty database.</summary>
    public string NewDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        using var connection = new NpgsqlConnection(Default);
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return To(name);
    }

    /// <summary>Ends the server without letting it finish anything.</summary>
    public void Crash() => Run("crash", _folder);

    /// <summary>Starts it again where <see cref="Crash"/> left it.</summary>
    public void StartAgain() => Run("again", _folder);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string To(string database) => $"Host={_host};Port={_port};Username=postgres;Database={database};Pooling=false";

    private void Run(params string[] arguments)
    {
        using var process = Start(inSessionOfItsOwn: false, arguments);
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"pg.sh {arguments[0]} failed: {said}");
    }

    private Process Start(bool inSessionOfItsOwn, params string[] arguments)
    {
        // What kills a hung test run kills its process group: the server is to see that by its input and remove its files.
        string[] command = inSessionOfItsOwn ? ["setsid", "bash", _script, .. arguments] : ["bash", _script, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DURABLE"] = "1", ["LISTEN"] = _host == "127.0.0.1" ? "" : _host },
        };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Below those that the system gives to who asks for any: until the server has it, a test beside it could be given the same.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // somebody has it
            }
        }
    }

    private static string Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests", "tools", "pg.sh");
            if (File.Exists(script)) return script;
        }

        throw new FileNotFoundException($"tests/tools/pg.sh is not above {AppContext.BaseDirectory}.");
    }
}
