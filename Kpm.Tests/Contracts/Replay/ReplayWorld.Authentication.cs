using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Kpm.Tests.Functions.Users;
using Kpm.Tests.Running;

namespace Kpm.Tests.Contracts.Replay;

/// <content>Sessions, passkeys and second factors.</content>
internal sealed partial class ReplayWorld
{
    private string Origin => PasskeyWorld.OriginOf(_world);

    private void AddAuthentication()
    {
        Add(() => _world.Nobody, "LogIn", "LogInToken", "BeginPasskeyLogIn");
        Add("RefreshSession", WithRefreshTokenAsync);
        Add("LogOut", WithRefreshTokenAsync);
        Add(() => _montse, "ListMySessions");
        Add("RevokeSession", async () =>
        {
            var person = Person.New("twice");
            var client = await _world.JoinAsync(person);
            await DoneAsync(client.LogInAsync(person));
            var other = (await client.ItemsAsync("/me/sessions")).First(session => !session.GetProperty("is_current").GetBoolean()).GetProperty("id").GetString()!;
            return As(client, (ExampleOf("sessionId"), other));
        });
        Add("GetPasskeyChallenge", async () => As(_world.Nobody, (ExampleOf("challengeId"), (await PasskeyWorld.ChallengeAsync(_world.Nobody)).Id)));
        Add("LogInWithPasskey", async () =>
        {
            using var phone = new SoftwareAuthenticator(Origin);
            await PasskeyWorld.RegisterAsync(await SomebodyAsync(), phone);
            var (id, asked) = await PasskeyWorld.ChallengeAsync(_world.Nobody);
            return As(_world.Nobody, (ExampleOf("challengeId"), id)).With("credential", Node(phone.Get(asked)));
        });
        Add(() => _montse, "ListMyPasskeys", "BeginPasskey");
        Add("GetPasskeyRegistration", async () => As(_montse, (ExampleOf("passkeyId"), (await PasskeyWorld.BeginAsync(_montse)).Path.Split('/')[^1])));
        Add("AddPasskey", async () =>
        {
            using var phone = new SoftwareAuthenticator(Origin);
            var client = await SomebodyAsync();
            var (path, asked) = await PasskeyWorld.BeginAsync(client);
            return As(client, (ExampleOf("passkeyId"), path.Split('/')[^1])).With("credential", Node(phone.Create(asked)));
        });
        Add("RemovePasskey", async () =>
        {
            using var phone = new SoftwareAuthenticator(Origin);
            var client = await SomebodyAsync();
            return As(client, (ExampleOf("passkeyId"), await PasskeyWorld.RegisterAsync(client, phone)));
        });
    }

    private void AddSecondFactors()
    {
        Add("AddTotp", async () => As(await SomebodyAsync()));
        Add("GetTotp", async () => As((await UnconfirmedAsync()).Client));
        Add("ConfirmTotp", async () =>
        {
            var (client, app) = await UnconfirmedAsync();
            return As(client).With("code", Text(app.Code()));
        });
        Add("RemoveTotp", async () =>
        {
            var (client, app) = await ConfirmedAsync();
            return As(client).With("code", Text(app.NextCode()));
        });
        Add("ReplaceRecoveryCodes", async () => As((await ConfirmedAsync()).Client));
        foreach (var operation in new[] { "GetRecoveryCodes", "ConfirmRecoveryCodes" })
        {
            Add(operation, async () =>
            {
                var (client, _) = await ConfirmedAsync();
                await DoneAsync(client.PostAsync("/me/recovery-codes", new { }));
                return As(client);
            });
        }
    }

    private async Task<ReplayCall> WithRefreshTokenAsync()
    {
        var token = (await SomebodyAsync()).RefreshToken;
        return As(_world.Nobody) with { Prepare = (request, _) => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token) };
    }

    private async Task<(ApiClient Client, Authenticator App)> UnconfirmedAsync()
    {
        var client = await SomebodyAsync();
        await DoneAsync(client.PostAsync("/me/second-factors/totp", new { }));
        return (client, new Authenticator((await client.GetAsync("/me/second-factors/totp")).Json.GetProperty("uri").GetString()!));
    }

    private async Task<(ApiClient Client, Authenticator App)> ConfirmedAsync()
    {
        var (client, app) = await UnconfirmedAsync();
        await DoneAsync(client.PutAsync("/me/second-factors/totp/confirm", new { code = app.Code() }));
        return (client, app);
    }

    private static JsonNode? Node(object credential) => System.Text.Json.JsonSerializer.SerializeToNode(credential);
}
