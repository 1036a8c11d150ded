using Akka.Configuration;

namespace Akka.Tests.Configuration;

public sealed class ConfigTests
{
    private static readonly Config Example = ConfigurationFactory.ParseString("""
        akka {
          loglevel = INFO
          actor { throughput = 30, ask-timeout = 10s, pause = 250ms, never = infinite, debug = on, factor = 1.5 }
          loggers = ["One, A", "Two, B"]
          size = 128k
        }
        """);

    [Fact]
    public void Reads_values_by_their_path()
    {
        Assert.Equal("INFO", Example.GetString("akka.loglevel"));
        Assert.Equal(30, Example.GetInt("akka.actor.throughput"));
        Assert.Equal(30L, Example.GetLong("akka.actor.throughput"));
        Assert.Equal(1.5, Example.GetDouble("akka.actor.factor"));
        Assert.True(Example.GetBoolean("akka.actor.debug"));
        Assert.Equal(["One, A", "Two, B"], Example.GetStringList("akka.loggers"));
    }

    [Theory]
    [InlineData("akka.actor.ask-timeout", 10_000)]
    [InlineData("akka.actor.pause", 250)]
    [InlineData("akka.actor.never", -1)]
    public void Reads_times_with_their_units(string path, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Example.GetTimeSpan(path));

    [Fact]
    public void Gives_the_default_where_nothing_is()
    {
        Assert.Equal("here", Example.GetString("no.such.path", "here"));
        Assert.Equal(7, Example.GetInt("no.such.path", 7));
        Assert.Equal(TimeSpan.FromSeconds(3), Example.GetTimeSpan("no.such.path", TimeSpan.FromSeconds(3)));
        Assert.Null(Example.GetString("no.such.path"));
    }

    [Fact]
    public void Knows_which_paths_it_has()
    {
        Assert.True(Example.HasPath("akka.actor"));
        Assert.False(Example.HasPath("akka.remote"));
    }

    [Fact]
    public void Gives_a_section_as_settings_of_its_own() => Assert.Equal(30, Example.GetConfig("akka.actor").GetInt("throughput"));

    [Fact]
    public void Falls_back_to_others_where_it_has_nothing()
    {
        var config = ConfigurationFactory.ParseString("akka.loglevel = DEBUG").WithFallback(Example);

        Assert.Equal("DEBUG", config.GetString("akka.loglevel"));
        Assert.Equal(30, config.GetInt("akka.actor.throughput"));
    }

    [Fact]
    public void Is_empty_without_settings()
    {
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
        Assert.True(ConfigurationFactory.Empty.IsNullOrEmpty());
        Assert.False(Example.IsEmpty);
    }

    [Fact]
    public void Is_made_of_a_text_where_settings_are_wanted()
    {
        Config config = "a.b = 1";

        Assert.Equal(1, config.GetInt("a.b"));
    }
}
