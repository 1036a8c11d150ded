using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Event;

public sealed class LoggingTests
{
    private const string Quiet = "akka { stdout-loglevel = OFF, loggers = [\"Akka.Tests.Event.LoggingTests+Collector, Akka.Tests\"] }";

    [Fact]
    public async Task Gives_events_to_the_configured_logger()
    {
        var logged = await Logged(Quiet, system => system.Log.Info("took {0} bytes", 5));

        Assert.Contains("took 5 bytes", logged.Select(e => e.Message.ToString()));
    }

    [Fact]
    public async Task Leaves_out_what_is_below_the_level()
    {
        var logged = await Logged("akka.loglevel = WARNING," + Quiet, system =>
        {
            system.Log.Info("unimportant");
            system.Log.Warning("important");
        });

        Assert.Equal(["important"], logged.Where(e => e is not Info).Select(e => e.Message));
        Assert.DoesNotContain("unimportant", logged.Select(e => e.Message));
    }

    [Fact]
    public async Task Keeps_template_and_arguments_apart_for_the_logger()
    {
        var logged = await Logged(Quiet, system => system.Log.Info("took {0} bytes of {1}", 5, "docs"));

        var message = logged.Select(e => e.Message).OfType<LogMessage>().Single(m => m.Format.StartsWith("took", StringComparison.Ordinal));
        Assert.Equal("took {0} bytes of {1}", message.Format);
        Assert.Equal([5, "docs"], message.Parameters());
    }

    [Fact]
    public async Task Uses_the_configured_formatter()
    {
        var logged = await Logged(
            Quiet + "\nakka.logger-formatter = \"Akka.Tests.Event.LoggingTests+Named, Akka.Tests\"", system => system.Log.Info("took {SnapshotId}", "s1"));

        Assert.Contains("took s1", logged.Select(e => e.Message.ToString()));
    }

    [Fact]
    public void Cannot_fill_named_holes_by_default() =>
        Assert.Throws<FormatException>(() => DefaultLogMessageFormatter.Instance.Format("took {SnapshotId}", "s1"));

    [Fact]
    public async Task Names_the_actor_that_logs()
    {
        var logged = await Logged(Quiet, system => system.ActorOf(Props.Create(() => new Talker()), "talker"));

        Assert.Equal("akka://logging/user/talker", logged.Single(e => e.Message is "I was born").LogSource);
    }

    [Fact]
    public async Task Keeps_the_cause()
    {
        var logged = await Logged(Quiet, system => system.Log.Error(new InvalidDataException("broken"), "no good"));

        Assert.IsType<InvalidDataException>(logged.Single(e => e.Message is "no good").Cause);
    }

    [Theory]
    [InlineData("DEBUG", LogLevel.DebugLevel)]
    [InlineData("info", LogLevel.InfoLevel)]
    [InlineData("WARNING", LogLevel.WarningLevel)]
    [InlineData("ERROR", LogLevel.ErrorLevel)]
    public void Knows_levels_by_their_names(string name, LogLevel level) => Assert.Equal(level, Logging.LogLevelFor(name));

    /// <summary>What the logger has got when it answers after the action.</summary>
    private static async Task<IReadOnlyList<LogEvent>> Logged(string config, Action<ActorSystem> action)
    {
        var system = ActorSystem.Create("logging", config);
        action(system);
        var logger = system.ActorSelection("/system/log*-Collector");   // Akka.NET numbers loggers through the process, not the system
        try
        {
            for (var tries = 0; ; tries++)
            {
                var events = await logger.Ask<LogEvent[]>("all", TimeSpan.FromSeconds(10));
                if (events.Length > 0 || tries == 100)
                    return events;
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }
        }
        finally
        {
            await system.Terminate();
        }
    }

    public sealed class Collector : ReceiveActor
    {
        private readonly List<LogEvent> _events = [];

        public Collector()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(logEvent => logEvent.LogSource?.Contains("log", StringComparison.Ordinal) == true, _events.Add);
            Receive<string>(_ => Sender.Tell(_events.ToArray()));
        }
    }

    public sealed class Named : ILogMessageFormatter
    {
        public string Format(string format, params object[] args)
        {
            var index = 0;
            return Regex.Replace(format, @"\{\w+\}", _ => Convert.ToString(args[index++], CultureInfo.InvariantCulture) ?? "");
        }

        public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
    }

    private sealed class Talker : UntypedActor
    {
        protected override void PreStart() => Context.GetLogger().Info("I was born");

        protected override void OnReceive(object message) { }
    }
}
