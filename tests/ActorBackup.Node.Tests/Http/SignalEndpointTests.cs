using System.Net;
using System.Net.Http.Json;
using System.Text;
using ActorBackup.Actors.Signals;
using ActorBackup.Client;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Triggers;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Wire.Json;
using ActorBackup.Wire.Messages;

namespace ActorBackup.Node.Tests.Http;

public sealed class SignalEndpointTests
{
    [Fact]
    public async Task Passes_every_field_of_a_signal_on()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        var outcome = await node.Client.SignalAsync("linking-map", new SignalRequest(
            Id: "my-id", Trigger: "manual", Items: 125, Counters: new Dictionary<string, double> { ["nodes"] = 7 }, Label: "before the move", Pin: true,
            OncePer: "day", ExpectShrink: true, ResetCount: true), default);

        var trigger = node.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger;
        Assert.Equal((new TriggerId("my-id"), TriggerKind.Manual, 125L, "before the move", true), (trigger.Id, trigger.Kind, trigger.Items, trigger.Label, trigger.Pin));
        Assert.Equal((OncePer.Day, true, true, 7.0), (trigger.OncePer, trigger.ExpectShrink, trigger.ResetCount, trigger.Counters["nodes"]));
        Assert.Equal(("my-id", "durable", Answers.Healthy.Id.Value), (outcome.Id, outcome.State, outcome.Snapshot));
    }

    [Fact]
    public async Task Gives_the_same_fingerprint_for_the_same_wish_whoever_waits_for_it()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());

        await node.Client.SignalAsync("linking-map", new SignalRequest(Label: "a"), default);
        var first = node.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger.Body;
        await node.Client.SignalAsync("linking-map", new SignalRequest(Id: "x", Label: "a", Wait: "durable", TimeoutSeconds: 3), default);
        var second = node.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger.Body;
        await node.Client.SignalAsync("linking-map", new SignalRequest(Label: "b"), default);

        Assert.Equal(first, second);
        Assert.NotEqual(first, node.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger.Body);
    }

    [Fact]
    public async Task Answers_202_while_it_is_only_accepted()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, OutcomeState.Accepted)));

        using var answer = await node.Http.PostAsync("/api/v1/sources/linking-map/signal", null);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Waits_for_durable_and_answers_200()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual()
            .On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, OutcomeState.Accepted))
            .On<SourceProtocol.AwaitOutcome>(m => Answers.Done(m.Id)));

        using var answer = await node.Http.PostAsync("/api/v1/sources/linking-map/signal", Json("""{"wait":"durable"}"""));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Tells_what_it_knows_when_durable_does_not_come_in_time()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual()
            .On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, OutcomeState.Accepted))
            .On<SourceProtocol.AwaitOutcome>(_ => null)
            .On<SourceProtocol.GetOutcome>(m => Answers.Done(m.Id, OutcomeState.Accepted, "no store is reachable")));

        var outcome = await node.Client.SignalAsync("linking-map", new SignalRequest(Wait: "durable", TimeoutSeconds: 1), default);

        Assert.Equal(("accepted", "no store is reachable"), (outcome.State, outcome.Reason));
    }

    [Fact]
    public async Task Takes_the_idempotency_key_for_the_id()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sources/linking-map/signal");
        request.Headers.Add("Idempotency-Key", "key-1");

        using var answer = await node.Http.SendAsync(request);

        Assert.Equal("key-1", node.Gateway.Last<SourceProtocol.TakeSnapshot>().Trigger.Id.Value);
    }

    [Theory]
    [InlineData("""{"trigger":"cron"}""", "'trigger' is 'cron'")]
    [InlineData("""{"items":-1}""", "'items' is -1")]
    [InlineData("""{"oncePer":"hour"}""", "'oncePer' is 'hour'")]
    [InlineData("""{"wait":"forever"}""", "'wait' is 'forever'")]
    [InlineData("""{"wait":"durable","timeoutSeconds":-1}""", "'timeoutSeconds' is -1")]
    [InlineData("""{"label":""}""", "'label' must have")]
    [InlineData("""{"triger":"manual"}""", "triger")]
    [InlineData("""{"items":"many"}""", "items")]
    [InlineData("{", "the body of")]
    public async Task Refuses_what_it_does_not_understand(string body, string said)
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, OutcomeState.Accepted)));

        using var answer = await node.Http.PostAsync("/api/v1/sources/linking-map/signal", Json(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync(WireJson.Default.ProblemJson);
        Assert.Contains(said, problem?.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Gateway.Asked, m => m is SourceProtocol.TakeSnapshot { Trigger.Label: "" });
    }

    [Fact]
    public async Task Finds_an_outcome_by_its_id_alone()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.GetOutcome>(m => Answers.Done(m.Id)));

        Assert.Equal("durable", (await node.Client.GetOutcomeAsync("my-id", default)).State);
    }

    [Fact]
    public async Task Says_that_no_source_knows_an_id()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.GetOutcome>(_ => Answers.Refused(RefusalKind.NoSuchSnapshot, "unknown")));

        var no = await Assert.ThrowsAsync<NodeProblemException>(() => node.Client.GetOutcomeAsync("my-id", default));

        Assert.Equal("no source knows a request 'my-id'; ids are kept for 7 days", no.Message);
    }

    [Fact]
    public async Task Finds_an_outcome_of_a_source()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.GetOutcome>(m => Answers.Done(m.Id)));
        IBackupRequests requests = node.Client;

        var outcome = await requests.WaitUntilDurableAsync("my-id", "linking-map");

        Assert.Equal(("my-id", "durable"), (outcome.Id, outcome.State));
    }

    [Fact]
    public async Task Says_that_a_source_does_not_know_an_id()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.GetOutcome>(_ => Answers.Refused(RefusalKind.Invalid, "linking-map knows no request 'my-id'.")));
        IBackupRequests requests = node.Client;

        var no = await Assert.ThrowsAsync<NodeProblemException>(() => requests.GetOutcomeAsync("my-id", "linking-map"));

        Assert.Equal(404, no.Problem.Status);
    }

    [Fact]
    public async Task Takes_the_same_request_as_cluster_client_does()
    {
        await using var node = await FakeNode.StartAsync(Answers.Usual().On<SourceProtocol.TakeSnapshot>(m => Answers.Done(m.Trigger.Id, OutcomeState.Accepted)));

        var outcome = await node.Client.BackupNowAsync(new BackupNow("linking-map") { Id = "b1", Label = "l", Items = 3 });

        var trigger = node.Gateway.Asked.OfType<SourceProtocol.TakeSnapshot>().Single().Trigger;
        Assert.Equal(("accepted", "l", 3), (outcome.State, trigger.Label, trigger.Items));
        Assert.Equal(TriggerReading.Read(new SignalRequest("b1", Items: 3, Label: "l"), null, trigger.At).Body, trigger.Body);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
