using System.Net;
using Kpm.Local.Up;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>The drill of <c>docs/runbooks/leaked-secret.md</c>: keys of tokens are changed, on a day of choice and after a leak.</summary>
public sealed class LeakedSecretTests(LeakedSecretTests.RunningSystem running) : IClassFixture<LeakedSecretTests.RunningSystem>
{
    private readonly KpmSystem _system = running.System;

    [Fact]
    public async Task Given_AKeyOfAccessTokensThatIsChangedOnADayOfChoice_When_BothAreKnown_Then_NobodyNoticesAndTheOldOneThenEnds()
    {
        using var person = await JoinAsync();
        var before = person.AccessToken;

        await _system.RestartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Tokens__AccessKey"] = NewKeys()["Tokens__AccessKey"], ["Tokens__PreviousAccessKey"] = _system.Settings["Tokens__AccessKey"] });
        (await person.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (await person.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
        (await person.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);

        await _system.RestartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Tokens__PreviousAccessKey"] = null });
        (await person.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        person.AccessToken = before;
        (await person.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
    }

    [Fact]
    public async Task Given_AllKeysOfTokensThatLeaked_When_TheyAreChangedAtOnce_Then_WhatTheySignedIsRefusedAndPeopleGoOn()
    {
        using var person = await JoinAsync();
        var file = FileToUpload.Binary(1000);
        var declared = await person.CreateAssetAsync("Letter", file);
        await person.PostAsync("/users/password-reset-mail", new { email = Owner.Email });
        var oldLink = await _system.Mailbox.LinkAsync(Owner.Email, "reset_token");
        var (app, oldCodes) = await GuardAsync(person);
        var stolen = person.AccessToken;
        await _system.BusOperator.AreDrainedAsync();

        await _system.RestartAsync(NewKeys().Where(key => key.Key.StartsWith("Tokens__", StringComparison.Ordinal)).ToDictionary(key => key.Key, key => (string?)key.Value, StringComparer.Ordinal));

        (await person.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
        (await ResetAsync(oldLink)).ShouldBeProblem(401, "bad_authorizer_token");

        (await person.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
        person.AccessToken.Should().NotBe(stolen);
        (await person.UploadAsync(declared.Location!, file)).ShouldBeProblem(401, "bad_authorizer_token");
        var asset = declared.Location!.ToString().Split('/')[4];
        var again = (await person.GetAsync($"/assets/{asset}")).Json.GetProperty("upload_path").GetString()!;
        (await person.UploadAsync(new Uri(again, UriKind.Relative), file)).ShouldBe(HttpStatusCode.Created);

        using var stranger = _system.NewClient();
        (await stranger.LogInAsync(Owner, otp: oldCodes[0])).ShouldBeProblem(401, "second_factor_invalid");
        (await person.LogInAsync(Owner, otp: app.NextCode())).ShouldBe(HttpStatusCode.OK);
        (await person.PostAsync("/me/recovery-codes", new { })).ShouldBe(HttpStatusCode.Created);
        (await stranger.LogInAsync(Owner, otp: Codes(await person.GetAsync("/me/recovery-codes"))[0])).ShouldBe(HttpStatusCode.OK);

        await _system.Mailbox.ClearAsync();
        await person.PostAsync("/users/password-reset-mail", new { email = Owner.Email });
        (await ResetAsync(await _system.Mailbox.LinkAsync(Owner.Email, "reset_token"))).ShouldBe(HttpStatusCode.NoContent);
    }

    private Person Owner { get; } = Person.New("owner");

    private async Task<ApiClient> JoinAsync()
    {
        var client = _system.NewClient();
        (await client.RegisterAsync(Owner)).ShouldBe(HttpStatusCode.Created);
        (await client.ActivateAsync(await _system.Mailbox.ActivationLinkAsync(Owner.Email))).ShouldBe(HttpStatusCode.SeeOther);
        (await client.LogInAsync(Owner)).ShouldBe(HttpStatusCode.OK);
        return client;
    }

    private static async Task<(Authenticator App, IReadOnlyList<string> Codes)> GuardAsync(ApiClient client)
    {
        (await client.PostAsync("/me/second-factors/totp", new { })).ShouldBe(HttpStatusCode.Created);
        var app = new Authenticator((await client.GetAsync("/me/second-factors/totp")).Json.GetProperty("uri").GetString()!);
        (await client.PutAsync("/me/second-factors/totp/confirm", new { code = app.Code() })).ShouldBe(HttpStatusCode.NoContent);
        return (app, Codes(await client.GetAsync("/me/recovery-codes")));
    }

    private async Task<ApiAnswer> ResetAsync(Uri link)
    {
        using var stranger = _system.NewClient();
        return await stranger.PostAsync("/users/password-reset", new { reset_token = link.Query.Split('=')[1], new_password = "another horse battery" });
    }

    private static IReadOnlyList<string> Codes(ApiAnswer answer) => [.. answer.Json.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)];

    /// <summary>Keys as a new system draws them.</summary>
    private static IReadOnlyDictionary<string, string> NewKeys()
    {
        var folder = Directory.CreateTempSubdirectory("kpm-keys-").FullName;
        try
        {
            return LocalSecrets.Ensure(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A system whose first person, an admin, is there.</summary>
    public sealed class RunningSystem : IAsyncLifetime
    {
        public KpmSystem System { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            System = await KpmSystem.StartAsync();
            using var admin = System.NewClient();
            (await admin.RegisterAsync(Person.New("admin"))).ShouldBe(HttpStatusCode.Created);
        }

        public async ValueTask DisposeAsync()
        {
            if (System is not null) await System.DisposeAsync();
        }
    }
}
