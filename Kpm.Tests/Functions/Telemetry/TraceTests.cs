using System.Net;
using System.Net.Http.Json;
using Kpm.Local.Sinks.Telemetry;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Telemetry;

/// <summary>One trace id from a request over the bus to the mail, whatever happens on the way.</summary>
public sealed class TraceTests(TraceTests.TracedSystem traced) : IClassFixture<TraceTests.TracedSystem>
{
    private readonly KpmSystem _system = traced.System;

    [Fact]
    public async Task Given_ACallersTrace_When_SomebodyRegisters_Then_RequestReactionAndMailAreSpansOfIt()
    {
        var (person, traceId) = await RegisterAsync();

        await _system.Mailbox.ActivationLinkAsync(person.Email);

        var spans = await _system.Telemetry.TraceAsync(traceId, "RegisterUser", "WelcomeUser", "SendEmail");
        var (request, reaction, mail) = (Span(spans, "RegisterUser"), Span(spans, "WelcomeUser"), Span(spans, "SendEmail"));
        request.ParentSpanId.Should().Be("00f067aa0ba902b7", "the caller is its parent");
        reaction.ParentSpanId.Should().Be(request.SpanId);
        mail.ParentSpanId.Should().Be(reaction.SpanId);
        new[] { request, reaction, mail }.Select(span => span.Kind).Should().Equal("server", "consumer", "consumer");
        request.Attributes["http.response.status_code"]!.ToString().Should().Be("201");
        spans.Should().AllSatisfy(span => span.IsError.Should().BeFalse());
    }

    [Fact]
    public async Task Given_AMailServiceThatIsDown_When_TheMailIsTriedAgain_Then_EachAttemptIsInTheTrace()
    {
        await _system.Mailbox.FailAsync(503, 2);
        var (person, traceId) = await RegisterAsync();

        await _system.Mailbox.ActivationLinkAsync(person.Email);

        var spans = await Eventually.GetAsync(
            () => _system.Telemetry.TraceAsync(traceId),
            found => found.Count(span => span.Name == "SendEmail") >= 3,
            "three attempts in one trace");
        var reactions = spans.Where(span => span.Name is "WelcomeUser").Select(span => span.SpanId);
        spans.Where(span => span.Name == "SendEmail").Should().AllSatisfy(span => reactions.Should().Contain(span.ParentSpanId));
    }

    [Fact]
    public async Task Given_ABrokerThatRefuses_When_TheSweepSendsWhatWasLeft_Then_TheReactionIsInTheTraceOfTheRequest()
    {
        await _system.BusOperator.RefuseSendsAsync(1_000);
        var (person, traceId) = await RegisterAsync();
        await _system.BusOperator.RefuseSendsAsync(0);

        var link = await Eventually.GetAsync(
            async () =>
            {
                await _system.FireAsync("SweepOutboxes");
                return await _system.Mailbox.MailsAsync(person.Email);
            },
            mails => mails.Count > 0,
            "the mail");

        link.Should().NotBeEmpty();
        var spans = await _system.Telemetry.TraceAsync(traceId, "RegisterUser", "WelcomeUser", "SendEmail");
        Span(spans, "WelcomeUser").ParentSpanId.Should().Be(Span(spans, "RegisterUser").SpanId);
        (await _system.Telemetry.SeriesAsync("kpm.outbox.age", ("container", "users"))).Should().Contain(series => series.Max >= 15_000, "the sweep waits so long for the writer");
    }

    private async Task<(Person Person, string TraceId)> RegisterAsync()
    {
        var (person, (traceId, header)) = (Person.New("traced"), TelemetryBox.NewTrace());
        using var client = _system.NewClient();
        var answer = await client.SendAsync(
            HttpMethod.Post,
            "/users",
            JsonContent.Create(new { username = person.Username, email = person.Email, password = person.Password }),
            prepare: request => request.Headers.Add("traceparent", header));
        answer.ShouldBe(HttpStatusCode.Created);
        return (person, traceId);
    }

    /// <summary>A system that hands over its telemetry at once.</summary>
    public sealed class TracedSystem : IAsyncLifetime
    {
        public KpmSystem System { get; private set; } = null!;

        public async ValueTask InitializeAsync() => System = await KpmSystem.StartAsync(TelemetryBox.AtOnce);

        public ValueTask DisposeAsync() => System.DisposeAsync();
    }

    private static CollectedSpan Span(IEnumerable<CollectedSpan> spans, string name) => spans.First(span => span.Name == name);
}
