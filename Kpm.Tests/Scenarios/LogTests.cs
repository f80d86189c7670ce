using System.Net;
using System.Net.Http.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>SEC-16, SEC-26. What people entrust to the system is in no log of any part of it.</summary>
public sealed class LogTests
{
    /// <summary>At the level that tells most, which has every line of the others.</summary>
    [Fact]
    public async Task Given_AWholeLegacyWithMarkersInEverySecret_When_AllOutputIsSearched_Then_NoneIsFound()
    {
        await using var system = await KpmSystem.StartAsync(new Dictionary<string, string>(TelemetryBox.AtOnce, StringComparer.Ordinal) { ["Logging__LogLevel__Default"] = "Debug" });
        using var story = new FirstLegacyStory(system.Api, system.Mailbox, TestContext.Current.SendDiagnosticMessage);
        var stranger = Person.New("stranger");
        await story.SignUpAsync();
        var code = (await story.OwnerClient.GetAsync("/me")).Json.GetProperty("referral_code").GetString()!;
        await story.BecomeKeepsAsync();
        await story.StoreAsync();
        await story.ScheduleAsync();
        await story.ClaimAsync(stranger);
        List<string> secrets =
        [
            story.Owner.Password, story.Photo.Name, story.Box.Name, "Our wedding", "The box", "For my friend", $"referral_code={code}", $"\"{code}\"",
            .. new[] { story.Owner, story.Friend, stranger }.Select(person => person.Email),
            .. new[] { story.OwnerClient, story.FriendClient }.SelectMany(client => new[] { client.AccessToken!.Split('.')[2], client.RefreshToken!.Split('.')[2] }),
            (await system.Mailbox.ActivationLinkAsync(story.Friend.Email)).Query.Split('.')[^1],
        ];
        await PlantAsync(story.OwnerClient, system.Settings["Passkeys__Origins"], secrets);
        await PlantInvitationAsync(story.OwnerClient, system.Mailbox, secrets);
        await PlantPushesAsync(system, story.Owner, secrets);
        await PlantMailEventsAsync(system, story.Friend);
        foreach (var client in new[] { story.OwnerClient, story.FriendClient }) await Eventually.IsTrueAsync(async () => await client.CountAsync("/me/history") > 4, "a history");

        var last = await story.OwnerClient.GetAsync("/me");
        var logged = last.Response.Headers.GetValues("X-Request-Id").Single();
        await Eventually.IsTrueAsync(() => Task.FromResult(Found(system, logged).Count > 0), "the line of the last request: this search finds what is logged");
        await Eventually.IsTrueAsync(async () => (await system.Telemetry.EverythingAsync()).Contains(logged, StringComparison.Ordinal), "that line in the telemetry");
        var telemetry = await system.Telemetry.EverythingAsync();
        foreach (var secret in secrets)
        {
            Found(system, secret).Should().BeEmpty("“{0}” is secret", secret);
            telemetry.Contains(secret, StringComparison.OrdinalIgnoreCase).Should().BeFalse("“{0}” is secret", secret);
        }
    }

    /// <summary>Fills every field that the story leaves empty, and fails in every way that could make somebody log what was sent.</summary>
    private static async Task PlantAsync(ApiClient client, string origin, List<string> secrets)
    {
        string Marker(string field)
        {
            var marker = $"marker-{field}-{Guid.NewGuid():N}"[..40];
            secrets.Add(marker);
            return marker;
        }

        var file = new FileToUpload(Marker("file"), "text/plain", System.Text.Encoding.ASCII.GetBytes(Marker("content")));
        var created = await client.PostAsync("/assets", new
        {
            title = Marker("title"),
            description = Marker("description"),
            tags = new[] { Marker("tag") },
            people = new[] { Marker("person") },
            location = Marker("location"),
            created_date = Marker("date"),
            file_name = file.Name,
            file_type = file.Type,
            file_size_bytes = file.Bytes.Length,
        });
        created.ShouldBe(HttpStatusCode.Created);
        secrets.Add(created.Location!.ToString().Split('.')[^1]);
        (await client.UploadAsync(created.Location!, file with { Name = Marker("other-file") })).ShouldBeProblem(400, "file_name_mismatch");
        (await client.UploadAsync(created.Location!, file)).ShouldBe(HttpStatusCode.Created);

        var asset = created.Location!.ToString().Split('/')[4];
        (await client.PostAsync("/legacy/transfer", new { name = Marker("name"), description = Marker("release"), assets = new[] { asset }, receivers = new[] { client.UserId }, scheduled_date = 1 })).ShouldBe(HttpStatusCode.Created);
        (await client.PostAsync($"/legacy/{asset}/trigger", new { geo_location = Marker("place") })).ShouldBeProblem(403, "forbidden");

        (await client.PostAsync("/users/me/reminders", new[] { new { title = Marker("reminder"), time = 4_000_000_000_000 } })).ShouldBe(HttpStatusCode.Created);
        (await client.PostAsync("/feedback", new[] { new { form_id = "1", question_id = "b34s", response = Marker("feedback") } })).ShouldBe(HttpStatusCode.NoContent);
        await PlantSecondFactorAsync(client, secrets);
        await PlantPasskeyAsync(client, origin, Marker("passkey"), secrets);

        using var stranger = new ApiClient(client.Address) { AccessToken = Marker("bearer") };
        (await stranger.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
        (await stranger.GetAsync($"/users/activate?activation_token={Marker("activation")}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await stranger.PostAsync("/users", new { username = Marker("username"), email = Marker("email"), password = Marker("password"), public_name = Marker("public") })).ShouldBeProblem(400, "invalid_username");
        (await stranger.LogInAsync(new Person("", $"{Marker("login")}@example.com", Marker("login-password")))).ShouldBeProblem(401, "bad_credentials");
        (await client.PatchAsync("/me", new { public_name = Marker("profile"), time_zone = Marker("zone") })).ShouldBeProblem(422, "validation_failed");
        (await client.PatchAsync("/me", new { public_name = Marker("name") })).ShouldBe(HttpStatusCode.NoContent);
        (await client.PatchAsync("/me/change-password", new { old_password = Marker("old"), new_password = Marker("new") })).ShouldBeProblem(401, "bad_credentials");
        (await client.PostAsync("/me/email-change", new { email = $"{Marker("wanted")[..30]}@example.com" })).ShouldBe(HttpStatusCode.Accepted);
        (await stranger.PostAsync("/users/password-reset-mail", new { email = $"{Marker("forgot")}@example.com" })).ShouldBe(HttpStatusCode.Accepted);
        (await stranger.PostAsync("/users/password-reset", new { reset_token = Marker("reset"), new_password = Marker("next") })).ShouldBeProblem(401, "bad_authorizer_token");
        (await stranger.PostAsync("/users/email-change", new { email_change_token = Marker("change") })).ShouldBeProblem(401, "bad_authorizer_token");
        (await client.PostAsync("/me/keeps", new { to_email = $"{Marker("keep")}@example.com" })).ShouldBeProblem(404, "keep_target_not_found");
        using var malformed = new StringContent($"{{\"title\": {Marker("malformed")}", System.Text.Encoding.UTF8, "application/json");
        (await client.SendAsync(HttpMethod.Post, "/assets", malformed, idempotencyKey: Marker("key"))).ShouldBeProblem(400, "malformed_json");
    }

    private static async Task PlantSecondFactorAsync(ApiClient client, List<string> secrets)
    {
        (await client.PostAsync("/me/second-factors/totp", new { })).ShouldBe(HttpStatusCode.Created);
        var shown = (await client.GetAsync("/me/second-factors/totp")).Json;
        secrets.Add(shown.GetProperty("secret").GetString()!);
        var code = new Authenticator(shown.GetProperty("uri").GetString()!).Code();
        (await client.PutAsync("/me/second-factors/totp/confirm", new { code })).ShouldBe(HttpStatusCode.NoContent);
        var codes = (await client.GetAsync("/me/recovery-codes")).Json.GetProperty("codes").EnumerateArray().Select(each => each.GetString()!).ToList();
        secrets.AddRange(codes);
        (await client.SendAsync(HttpMethod.Delete, "/me/second-factors/totp", JsonContent.Create(new { code = codes[0] }))).ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task PlantPasskeyAsync(ApiClient client, string origin, string name, List<string> secrets)
    {
        using var authenticator = new SoftwareAuthenticator(origin);
        var registration = (await client.PostAsync("/me/passkeys/registrations", new { })).Location!.ToString();
        var options = (await client.GetAsync(registration)).Json;
        (await client.PutAsync(registration, new { name, credential = authenticator.Create(options) })).ShouldBe(HttpStatusCode.NoContent);
        using var stranger = new ApiClient(client.Address);
        var begun = await stranger.PostAsync("/login/passkey/challenges", new { });
        var asked = (await stranger.GetAsync(begun.Location!.ToString())).Json;
        var body = new { challenge_id = begun.NewId, credential = authenticator.Get(asked) };
        (await stranger.PostAsync("/login/passkey", body)).ShouldBe(HttpStatusCode.OK);
        (await stranger.PostAsync("/login/passkey", body)).ShouldBeProblem(401, "bad_passkey");
        secrets.AddRange([authenticator.Credential, options.GetProperty("challenge").GetString()!, asked.GetProperty("challenge").GetString()!]);
    }

    /// <summary>Is reminded on a device, and on one that is gone.</summary>
    private static async Task PlantPushesAsync(KpmSystem system, Person person, List<string> secrets)
    {
        var (phone, gone, title) = ($"marker-phone-{Guid.NewGuid():N}", $"gone-{Guid.NewGuid():N}", $"marker-due-{Guid.NewGuid():N}");
        using var client = system.NewClient();
        foreach (var device in new[] { phone, gone }) (await client.LogInAsync(person, clientId: device)).ShouldBe(HttpStatusCode.OK);
        await system.PushBox.FailAsync(503, 1);
        (await client.PostAsync("/users/me/reminders", new[] { new { title, time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 500 } })).ShouldBe(HttpStatusCode.Created);
        await system.PushBox.HasAsync(phone, $"Reminder: {title}");
        secrets.AddRange([phone, gone, title, client.AccessToken!.Split('.')[2], system.Settings["Fcm__PrivateKey"].Split('\n')[1]]);
    }

    /// <summary>The mail service tells of mails with their addresses: that they came back, that one was refused, and in a form that nobody reads.</summary>
    private static async Task PlantMailEventsAsync(KpmSystem system, Person person)
    {
        using var service = system.NewClient();
        var mail = (await system.Mailbox.MailsAsync(person.Email))[^1].CustomArgs!["kpm_mail_id"];
        foreach (var happened in new[] { "\"event\":\"bounce\",\"type\":\"blocked\"", "\"event\":\"bounce\"", "\"event\":\"delivered\"" })
            (await SignedMailEvents.SendAsync(system, service, $$"""[{"email":"{{person.Email}}",{{happened}},"sg_event_id":"{{Guid.NewGuid()}}","timestamp":1,"kpm_mail_id":"{{mail}}","reason":"{{person.Email}} is unknown"}]""")).ShouldBe(HttpStatusCode.NoContent);
        (await SignedMailEvents.SendAsync(system, service, $$"""{"email":"{{person.Email}}"}""")).ShouldBeProblem(422, "validation_failed");
        (await SignedMailEvents.SendAsync(service, $$"""[{"email":"{{person.Email}}"}]""", at: "1", signature: person.Email)).ShouldBeProblem(403, "invalid_signature");
        await system.BusOperator.AreDrainedAsync();
    }

    /// <summary>Invites somebody, who signs up; and tries in every way that fails.</summary>
    private static async Task PlantInvitationAsync(ApiClient client, Mailbox mailbox, List<string> secrets)
    {
        var (invited, name) = (Person.New("marker-invited"), $"marker-name-{Guid.NewGuid():N}");
        var asset = await client.AddAssetAsync("For somebody", FileToUpload.Binary(10));
        var receivers = new[] { new { email = invited.Email, name } };
        (await client.PostAsync("/legacy/transfer", new { name = "For somebody", assets = new[] { asset }, receivers, scheduled_date = 1 })).ShouldBe(HttpStatusCode.Created);
        var link = await mailbox.LinkAsync(invited.Email, "invitation_token");
        var token = link.Query.Split('=')[1];
        using var stranger = new ApiClient(client.Address);
        (await stranger.GetAsync(link.PathAndQuery)).ShouldBe(HttpStatusCode.OK);
        (await stranger.PostAsync("/invitations/accept", new { invitation_token = token })).ShouldBeProblem(401, "not_authenticated");
        (await client.PostAsync("/invitations/accept", new { invitation_token = token })).ShouldBeProblem(409, "invitation_of_oneself");
        (await stranger.PostAsync("/invitations/sign-up", new { invitation_token = token, username = "x", password = name })).ShouldBeProblem(400, "invalid_username");
        (await stranger.PostAsync("/invitations/sign-up", new { invitation_token = token, username = invited.Username, password = invited.Password })).ShouldBe(HttpStatusCode.Created);
        (await stranger.PostAsync("/invitations/mail", new { invitation_token = token })).ShouldBe(HttpStatusCode.Accepted);
        (await stranger.LogInAsync(invited)).ShouldBe(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(async () => await stranger.CountAsync("/me/legacy/incoming") == 1, "the legacy that waits");
        secrets.AddRange([invited.Email, name, token.Split('.')[1]]);
    }

    private static List<string> Found(KpmSystem system, string text)
    {
        string[] spellings = [text, Uri.EscapeDataString(text)];
        return
        [
            .. from part in new[] { system.Functions, system.Bus, system.Cosmos, system.KeyVault, system.Blob, system.Sinks }
               from line in part.Output.Split('\n')
               where spellings.Any(spelling => line.Contains(spelling, StringComparison.OrdinalIgnoreCase))
               select line,
        ];
    }
}
