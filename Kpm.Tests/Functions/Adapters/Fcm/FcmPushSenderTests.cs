using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Fcm;
using Kpm.Local.Sinks.Push;
using Kpm.Tests.Local;
using Kpm.Tests.Local.Sinks;
using Microsoft.Extensions.Options;

namespace Kpm.Tests.Functions.Adapters.Fcm;

/// <summary>What an <see cref="IPushSender"/> does, against the local sink. Status codes: https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode.</summary>
[Collection(nameof(LocalSinks))]
public sealed class FcmPushSenderTests(LocalSinks sinks) : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly DevicePush _push = new($"device-{Guid.NewGuid():N}", "Title ñ");

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Given_APush_When_Accepted_Then_ItIsWithTheServiceAsATitleOnly()
    {
        (await Sender().SendAsync(_push, default)).Should().Be(PushOutcome.Accepted);

        var sent = (await SentAsync()).Should().ContainSingle().Subject;
        sent.Title.Should().Be("Title ñ");
        sent.Data.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ManyPushesAtOnce_When_Sent_Then_OneTokenIsAskedForAndKept()
    {
        var sender = Sender();
        var before = await IssuedAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sender.SendAsync(_push, default)));
        await sender.SendAsync(_push, default);

        (await IssuedAsync()).Should().Be(before + 1);
        (await SentAsync()).Should().HaveCount(21);
    }

    [Fact]
    public async Task Given_ATokenThatIsNotGoodAnyMore_When_Sent_Then_AnotherIsAskedForOnceAndThePushGoes()
    {
        var sender = Sender();
        await sender.SendAsync(_push, default);
        var before = await IssuedAsync();
        await sinks.Client.DeleteAsync("/tokens");

        (await sender.SendAsync(_push, default)).Should().Be(PushOutcome.Accepted);

        (await IssuedAsync()).Should().Be(before + 1);
    }

    [Fact]
    public async Task Given_ATokenThatEndsSoon_When_Sent_Then_AnotherIsAskedForBeforeTheServiceRefusesIt()
    {
        await sinks.Client.PutAsJsonAsync("/tokens", new { lifetimeSeconds = 60 });
        var sender = Sender();
        await sender.SendAsync(_push, default);
        await sinks.Client.PutAsJsonAsync("/tokens", new { lifetimeSeconds = 3599 });
        var before = await IssuedAsync();

        await sender.SendAsync(_push, default);

        (await IssuedAsync()).Should().Be(before + 1);
    }

    [Theory]
    [InlineData("gone-1")]
    [InlineData("invalid-1")]
    public async Task Given_ADeviceThatIsGone_When_Sent_Then_TheOutcomeSaysSo(string device) =>
        (await Sender().SendAsync(_push with { Device = device }, default)).Should().Be(PushOutcome.DeviceGone);

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Given_ARefusalForGood_When_Sent_Then_TheFailureIsPermanentAfterOneOtherToken(int status)
    {
        await sinks.OrderFaultsAsync("push", status, 1);
        (await Sender().SendAsync(_push, default)).Should().Be(PushOutcome.Accepted, "the second token may be good");
        await sinks.OrderFaultsAsync("push", status, 2);

        (await FailureAsync<PermanentFailureException>(Sender())).Code.Should().Be($"fcm_{status}");
    }

    [Fact]
    public async Task Given_AMessageThatIsRefused_When_Sent_Then_TheFailureIsPermanentAndTheDeviceIsNotBlamed() =>
        (await FailureAsync<PermanentFailureException>(Sender(), _push with { Title = new string('x', 5000) })).Code.Should().Be("fcm_400");

    [Fact]
    public async Task Given_AnotherProject_When_Sent_Then_TheFailureIsPermanent() =>
        (await FailureAsync<PermanentFailureException>(Sender(project: "another"))).Code.Should().Be("fcm_403");

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Given_AnOverloadedService_When_SentAgain_Then_TheFirstFailureIsTransientAndThePushIsSentOnce(int status)
    {
        await sinks.OrderFaultsAsync("push", status, 1, retryAfterSeconds: 7);
        var failure = await FailureAsync<TransientFailureException>(Sender());
        failure.Code.Should().Be($"fcm_{status}");
        failure.RetryAfter.Should().Be(TimeSpan.FromSeconds(7));

        await Sender().SendAsync(_push, default);

        (await SentAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AServiceThatCannotBeReached_When_Sent_Then_TheFailureIsTransient()
    {
        var nobody = $"http://127.0.0.1:{LocalPart.FreePort()}";
        (await FailureAsync<TransientFailureException>(Sender(host: nobody))).Code.Should().Be("fcm_unreachable");
        (await FailureAsync<TransientFailureException>(Sender(tokenUri: $"{nobody}/token"))).Code.Should().Be("fcm_token_unreachable");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Given_ATokenServiceThatIsDown_When_Sent_Then_TheFailureIsTransient(int status)
    {
        await sinks.OrderFaultsAsync("token", status, 1);

        (await FailureAsync<TransientFailureException>(Sender())).Code.Should().Be("fcm_token_unavailable");
    }

    [Fact]
    public async Task Given_AnAccountThatIsRefused_When_Sent_Then_TheFailureIsPermanentAndNamesNoDeviceAndNoContent()
    {
        var failure = await FailureAsync<PermanentFailureException>(Sender(email: "another@kpm.iam.gserviceaccount.com"));

        failure.Code.Should().Be("fcm_account_refused");
        failure.ToString().Should().NotContainAny(_push.Device, _push.Title, "PRIVATE KEY");
        _push.ToString().Should().NotContainAny(_push.Device, _push.Title);
    }

    private async Task<TFailure> FailureAsync<TFailure>(FcmPushSender sender, DevicePush? push = null) where TFailure : Exception =>
        (await FluentActions.Awaiting(() => sender.SendAsync(push ?? _push, default)).Should().ThrowAsync<TFailure>()).Which;

    private async Task<IEnumerable<StoredPush>> SentAsync() => (await sinks.PushesAsync()).Where(push => push.Token == _push.Device);

    private async Task<int> IssuedAsync() => (await sinks.Client.GetFromJsonAsync<JsonElement>("/tokens")).GetProperty("issued").GetInt32();

    private FcmPushSender Sender(string? host = null, string? tokenUri = null, string? project = null, string? email = null)
    {
        var account = ServiceAccount.LoadOrCreate(sinks.Part.Folder);
        var options = Options.Create(new FcmOptions
        {
            ProjectId = project ?? account.ProjectId,
            ClientEmail = email ?? account.ClientEmail,
            PrivateKey = account.PrivateKey.Replace("\n", "\\n", StringComparison.Ordinal),
            Host = host ?? sinks.Address.ToString(),
            TokenUri = tokenUri ?? $"{sinks.Address}token",
        });
        return new FcmPushSender(_http, new FcmAccess(options), options);
    }
}
