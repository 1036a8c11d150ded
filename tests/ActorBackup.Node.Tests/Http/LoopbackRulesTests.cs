using System.Net;
using System.Text;
using ActorBackup.Node.Tests.Fakes;

namespace ActorBackup.Node.Tests.Http;

public sealed class LoopbackRulesTests
{
    [Fact]
    public async Task Refuses_a_host_that_is_not_this_machine()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(r => r.Headers.Host = "evil.example"));
    }

    [Fact]
    public async Task Refuses_pages_of_an_origin_that_is_not_configured()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(r => r.Headers.Add("Origin", "https://evil.example")));
    }

    [Fact]
    public async Task Refuses_a_body_that_does_not_say_json()
    {
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await AskAsync(r =>
        {
            r.Method = HttpMethod.Post;
            r.Content = new StringContent("{}", Encoding.UTF8, "text/plain");
        }));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("[::1]:8080")]
    public async Task Lets_this_machine_in(string host)
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(r => r.Headers.Host = host));
    }

    [Fact]
    public async Task Refuses_a_body_of_more_than_a_request_can_need()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await AskAsync(r =>
        {
            (r.Method, r.RequestUri) = (HttpMethod.Post, new Uri("/api/v1/sources/linking-map/accept", UriKind.Relative));
            r.Headers.ExpectContinue = true;    // else the answer may come while the body is still being sent
            r.Content = new StringContent($$"""{"snapshot":"{{new string('x', 300_000)}}"}""", Encoding.UTF8, "application/json");
        }));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/v1/status", HttpStatusCode.MethodNotAllowed)]
    public async Task Answers_unknown_paths_with_a_problem_document(string method, string path, HttpStatusCode status)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await node.Http.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("is not offered by this node", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AskAsync(Action<HttpRequestMessage> change)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/status");
        change(request);
        using var answer = await node.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
