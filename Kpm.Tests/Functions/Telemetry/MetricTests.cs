using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Tests.Running;
using Kpm.Tests.Scenarios;

namespace Kpm.Tests.Functions.Telemetry;

/// <summary>What the app counts is what happened: the figures are held against those of the store, the broker and the mailbox.</summary>
public sealed class MetricTests : IAsyncLifetime
{
    private static readonly HttpClient Control = new();
    private KpmSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await KpmSystem.StartAsync(TelemetryBox.AtOnce);

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task Given_AStory_When_ItsMetricsAreRead_Then_TheyTellWhatHappenedAndWhatItCost()
    {
        using var story = new FirstLegacyStory(_system.Api, _system.Mailbox, TestContext.Current.SendDiagnosticMessage);
        await story.SignUpAsync();
        await story.BecomeKeepsAsync();
        await story.StoreAsync();
        await _system.BusOperator.AreDrainedAsync();
        var (telemetry, mails) = (_system.Telemetry, (await _system.Mailbox.ArrivedAsync()).Count);

        await Eventually.IsTrueAsync(async () => await telemetry.SumAsync("kpm.mails", ("state", "sent")) == mails, $"{mails} mails that were sent");

        (await telemetry.SumAsync("kpm.mails", ("state", "sending"))).Should().Be(mails);
        (await telemetry.SumAsync("kpm.calls", ("service", "sendgrid"))).Should().Be(mails);
        (await telemetry.SeriesAsync("kpm.command.duration", ("function", "RegisterUser"), ("status", "201"))).Should().ContainSingle().Which.Count.Should().Be(2);
        (await telemetry.SumAsync("kpm.events", ("type", "app.keepem.user_registered.v1"))).Should().Be(2);
        (await telemetry.SumAsync("kpm.messages", ("queue", "users-welcome"), ("outcome", "done"))).Should().Be(2);
        (await telemetry.SeriesAsync("kpm.queue.age", ("function", "WelcomeUser"))).Should().ContainSingle().Which.Count.Should().Be(2);
        (await telemetry.SumAsync("kpm.unwraps")).Should().Be(1, "one person has sealed something, and the key stays in memory");
        (await telemetry.SumAsync("kpm.calls", ("service", "blob"), ("function", "UploadAssetFile"))).Should().BePositive();
        await Eventually.IsTrueAsync(async () => await SendsAsync() == await telemetry.SumAsync("kpm.calls", ("service", "service_bus")), "as many transfers as the broker counted");
        await Eventually.GetAsync(ChargesThatDifferAsync, found => found.Count == 0, "request units as the store charged them");
    }

    [Fact]
    public async Task Given_MessagesThatFail_When_TheMetricsAreRead_Then_EachOutcomeIsCounted()
    {
        await _system.Mailbox.FailAsync(503, 1);
        using var client = _system.NewClient();
        await client.RegisterAsync(Person.New("late"));
        await _system.BusOperator.SendAsync("users-welcome", "no event");
        var telemetry = _system.Telemetry;

        await Eventually.IsTrueAsync(async () => await telemetry.SumAsync("kpm.messages", ("queue", "emails"), ("outcome", "put_off")) == 1, "the mail that was put off");
        await Eventually.IsTrueAsync(async () => await telemetry.SumAsync("kpm.failures", ("queue", "users-welcome"), ("code", "message_unreadable")) == 1, "the failure");
        (await telemetry.SumAsync("kpm.messages", ("queue", "users-welcome"), ("outcome", "given_up"))).Should().Be(1);
        (await telemetry.SumAsync("kpm.mails", ("state", "failed"))).Should().Be(1, "that attempt did not send it");
    }

    private async Task<int> SendsAsync() =>
        (await Control.GetFromJsonAsync<Dictionary<string, SendRow>>(new Uri(_system.BusControl, "/sends"), JsonSerializerOptions.Web))!.Values.Sum(row => row.Transfers);

    /// <summary>The containers whose charges are not those of the store. Reads of a container's own description, at its first use, may be among them or not.</summary>
    private async Task<IReadOnlyList<string>> ChargesThatDifferAsync()
    {
        var stored = (await Control.GetFromJsonAsync<List<ChargeRow>>(new Uri(_system.CosmosAddress, "/_local/requests"), JsonSerializerOptions.Web))!;
        var counted = await _system.Telemetry.SeriesAsync("kpm.request_units");
        return
        [
            .. from container in stored.Where(row => row.Container.Length > 0).GroupBy(row => row.Container)
               let least = container.Where(row => row.Operation != "Metadata").Sum(row => row.RequestCharge)
               let most = container.Sum(row => row.RequestCharge)
               let sum = counted.Where(series => series.Attributes["container"]!.ToString() == container.Key).Sum(series => series.Sum)
               where sum < least - 0.1 || sum > most + 0.1
               select $"{container.Key}: {sum} and not {least} to {most}",
        ];
    }

    private sealed record SendRow(int Transfers);

    private sealed record ChargeRow(string Container, string Operation, double RequestCharge);
}
