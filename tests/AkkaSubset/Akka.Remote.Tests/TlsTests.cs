using System.Net.Security;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote.Tests;

public sealed class TlsTests : RemoteTestKit
{
    private static readonly DateTimeOffset LongAgo = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Authority _authority;

    public TlsTests(ITestOutputHelper output) : this(output, new Authority("cluster")) { }

    private TlsTests(ITestOutputHelper output, Authority authority) : base(output, Tls(authority.Sign("here"))) => _authority = authority;

    [Fact]
    public async Task Talks_to_a_node_with_a_certificate_of_the_same_authority()
    {
        var there = Other("there", Tls(_authority.Sign("there")));
        var echo = await RefTo(there.ActorOf(Props.Create<Echo>()));

        Assert.Equal("secret", await echo.Ask<string>("secret"));
        Assert.Equal(100_000, (await echo.Ask<string>(new string('x', 100_000))).Length);
    }

    [Fact]
    public async Task Refuses_a_node_with_a_certificate_of_another_authority()
    {
        using var foreign = new Authority("foreign");
        var (here, there) = await ExpectNoWay(Tls(foreign.Sign("there")));

        Assert.Contains("TLS failed", here, StringComparison.Ordinal);
        Assert.Contains("Cannot reach", there, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_certificate_that_has_expired()
    {
        var (_, there) = await ExpectNoWay(Tls(_authority.Sign("there", LongAgo), "suppress-validation = on"));

        Assert.Contains("Cannot reach", there, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_node_without_TLS()
    {
        var (here, _) = await ExpectNoWay("");

        Assert.Contains("TLS failed", here, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_caller_without_a_certificate()
    {
        var warnings = Listening<Warning>();
        using var client = new TcpClient(Here.Host!, Here.Port!.Value);
        using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);

        try
        {
            tls.AuthenticateAsClient("here");
            Assert.Equal(0, tls.Read(new byte[1]));
        }
        catch (IOException)
        {
            // The other side may say so by an alert.
        }

        Assert.Contains("TLS failed", warnings.ExpectMsg<Warning>(Soon).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere/there.pfx", "cannot be used")]
    [InlineData("", "needs ssl.certificate.path")]
    public void Does_not_start_without_a_certificate_that_can_be_used(string path, string why)
    {
        var failure = Assert.Throws<ConfigurationException>(() => Other("there", Tls(path)));

        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_start_with_a_wrong_password()
    {
        var path = _authority.Sign("there");

        var failure = Assert.Throws<ConfigurationException>(() => Other("there", $"{Tls(path)}, akka.remote.dot-netty.tcp.ssl.certificate.password = wrong"));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _authority.Dispose();
    }

    private static string Tls(string path, string more = "") =>
        $"akka.remote.dot-netty.tcp {{ enable-ssl = true, ssl {{ certificate {{ path = \"{path}\", password = \"{Authority.Password}\" }}, {more} }} }}";

    /// <summary>What either side says when the other system calls this one.</summary>
    private async Task<(string Here, string There)> ExpectNoWay(string settings)
    {
        var there = Other("there", settings);
        var (here, theirs) = (Listening<Warning>(), Listening<Warning>(there));
        there.ActorSelection(TestActor.Path.ToSerializationFormatWithAddress(Here)).Tell("let me in");

        var lines = (here.ExpectMsg<Warning>(Soon).ToString(), theirs.ExpectMsg<Warning>(Soon).ToString());

        await there.Terminate();
        Assert.False(HasMessages);
        return lines;
    }
}
