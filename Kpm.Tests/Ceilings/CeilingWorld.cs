using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ImageMagick;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>What the measured requests need: three people, two of them keeps, assets, and a release that is ready to be claimed.</summary>
internal sealed partial class CeilingWorld : IDisposable
{
    private readonly Dictionary<ApiClient, Person> _people = [];
    private readonly KpmSystem _system;

    private CeilingWorld(KpmSystem system)
    {
        _system = system;
        Anonymous = system.NewClient();
    }

    public static FileToUpload File { get; } = FileToUpload.Binary(1000);

    public static IReadOnlyList<object> Reminders { get; } = [new { title = "Reminder", time = 4_000_000_000_000 }];

    public static IReadOnlyList<object> Answers { get; } = [new { form_id = "1", question_id = "ad2s", response = true }];

    public ApiClient Anonymous { get; }

    /// <summary>The first user, and so admin.</summary>
    public ApiClient Owner { get; private set; } = null!;

    public ApiClient Friend { get; private set; } = null!;

    /// <summary>Has no keep and no asset yet.</summary>
    public ApiClient Third { get; private set; } = null!;

    public Person OwnerPerson => _people[Owner];

    /// <summary>The page that activates an account that waits.</summary>
    public Uri ActivationLink { get; private set; } = null!;

    /// <summary>Another account that waits.</summary>
    public string WaitingUser { get; private set; } = "";

    /// <summary>A session of the owner that is not the one that is used.</summary>
    public string OtherSession { get; private set; } = "";

    /// <summary>The mailed link that gives an account of its own another address.</summary>
    public Uri EmailChangeLink { get; private set; } = null!;

    /// <summary>The mailed link that gives that account a new password.</summary>
    public Uri PasswordResetLink { get; private set; } = null!;

    public string Keep { get; private set; } = "";

    /// <summary>Four assets; the first is held by the release.</summary>
    public List<string> Assets { get; } = [];

    /// <summary>Where the file of the asset that was made last goes; the link soon ends.</summary>
    public Uri UploadLocation { get; private set; } = null!;

    public string Release { get; private set; } = "";

    /// <summary>Asked for by the owner, not accepted yet.</summary>
    public string RequestedKeep { get; set; } = "";

    /// <summary>An image with a thumbnail.</summary>
    public string Picture { get; private set; } = "";

    /// <summary>A rehearsal of <see cref="Release"/> that is done.</summary>
    public string Rehearsal { get; private set; } = "";

    /// <summary>An export of the owner that is ready.</summary>
    public string Export { get; private set; } = "";

    public string LastScheduled { get; private set; } = "";

    public static async Task<CeilingWorld> PrepareAsync(KpmSystem system)
    {
        var world = new CeilingWorld(system);
        world.Owner = await world.JoinAsync("owner");
        world.Friend = await world.JoinAsync("friend");
        world.Third = await world.JoinAsync("third");
        await world.LetSomebodyBeGuardedAsync();
        await world.LetTwoWaitAsync();
        await world.LetSomebodyBeErasedAsync();
        await world.LetMailsBeSentAsync();
        world.Keep = (await world.Owner.PostAsync("/me/keeps", new { to_id = world.Friend.UserId })).NewId;
        Check(await world.Friend.PutAsync("/me/keeps/accept", new { keep_id = world.Keep }), HttpStatusCode.NoContent);
        for (var i = 0; i < 4; i++) world.Assets.Add(await world.Owner.AddAssetAsync($"Asset {i}", File));
        using (var image = new MagickImage(MagickColors.Red, 100, 100) { Format = MagickFormat.Png })
            world.Picture = await world.Owner.AddAssetAsync("Picture", new FileToUpload("red.png", "image/png", image.ToByteArray()));
        await system.BusOperator.AreDrainedAsync();
        Check(await world.ScheduleAsync(world.Assets[0]), HttpStatusCode.Created);
        world.Release = world.LastScheduled;
        await world.LetOneBeDeliveredAsync();
        await world.LetALegacyBeDeliveredAsync();
        await world.LetTwoBeInvitedAsync();
        await world.LetSomebodyBeSilentAsync();
        world.Rehearsal = (await world.Owner.PostAsync($"{world.Release}/rehearsals", new { })).Location!.ToString();
        world.Export = (await world.Owner.PostAsync("/me/exports", new { })).Location!.ToString();
        await system.BusOperator.AreDrainedAsync();
        return world;
    }

    /// <summary>Makes known to the worker what it keeps for 30 seconds only.</summary>
    public async Task WarmAsync()
    {
        foreach (var (client, person) in _people)
        {
            Check(await client.LogInAsync(person), HttpStatusCode.OK);
            Check(await client.GetAsync("/me"), HttpStatusCode.OK);
        }

        await WarmGuardedAsync();
        await LetAFileBeAnnouncedAsync();
        OtherSession = (await Owner.ItemsAsync("/me/sessions")).First(session => !session.GetProperty("is_current").GetBoolean()).GetProperty("id").GetString()!;
    }

    /// <summary>Changes the owner's password into itself.</summary>
    public Task<ApiAnswer> ChangePasswordAsync() => Owner.PatchAsync("/me/change-password", new { old_password = OwnerPerson.Password, new_password = OwnerPerson.Password });

    /// <summary>Posts the token of a mailed link.</summary>
    public Task<ApiAnswer> FollowAsync(string path, Uri link)
    {
        var parameter = link.Query.TrimStart('?').Split('=');
        return Anonymous.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent([new(parameter[0], Uri.UnescapeDataString(parameter[1])), new("new_password", "a password by mail 8")]));
    }

    public Task<ApiAnswer> RemoveAsync(string user) => Owner.SendAsync(HttpMethod.Delete, $"/users/{user}", JsonContent.Create(new { reason = "" }));

    public Task<ApiAnswer> LogInAsync() => Owner.LogInAsync(OwnerPerson);

    public Task<ApiAnswer> RefreshAsync() => Anonymous.SendAsync(
        HttpMethod.Post,
        "/refresh",
        prepare: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Third.RefreshToken));

    public async Task<ApiAnswer> CreateOnceAsync()
    {
        var created = await Owner.CreateAssetAsync("Once", File, idempotencyKey: "ceiling");
        UploadLocation = created.Location!;
        return created;
    }

    public async Task<ApiAnswer> RequestKeepAsync()
    {
        var requested = await Owner.PostAsync("/me/keeps", new { to_id = Third.UserId });
        RequestedKeep = requested.NewId;
        return requested;
    }

    public async Task<ApiAnswer> ScheduleAsync(params string[] assets)
    {
        var scheduled = await Owner.PostAsync("/legacy/transfer", new { name = "For a friend", assets, receivers = new[] { Friend.UserId }, scheduled_date = 1 });
        LastScheduled = scheduled.Location?.ToString() ?? "";
        return scheduled;
    }

    /// <summary>A release that leaves its asset visible and can be claimed at a place.</summary>
    public async Task<ApiAnswer> ScheduleAtPlaceAsync(string asset)
    {
        var scheduled = await Owner.PostAsync("/legacy", new { name = "Under the oak", assets = new[] { asset }, receivers = new[] { Friend.UserId }, conditions = new { type = "place", location = "oak" } });
        LastScheduled = scheduled.Location?.ToString() ?? "";
        return scheduled;
    }

    /// <summary>A release that leaves its asset visible and waits for the word of the friend.</summary>
    public async Task<ApiAnswer> ScheduleWatchedAsync(string asset)
    {
        var scheduled = await Owner.PostAsync("/legacy", new { name = "For when I am gone", assets = new[] { asset }, receivers = new[] { Friend.UserId }, keepers = new[] { Friend.UserId }, conditions = new { type = "attestation", count = 1 } });
        LastScheduled = scheduled.Location?.ToString() ?? "";
        return scheduled;
    }

    public void Dispose()
    {
        Anonymous.Dispose();
        Guarded.Dispose();
        _phone?.Dispose();
        foreach (var client in _people.Keys) client.Dispose();
    }

    private async Task<ApiClient> JoinAsync(string name)
    {
        var person = Person.New(name);
        var client = _system.NewClient();
        Check(await client.RegisterAsync(person), HttpStatusCode.Created);
        if (_people.Count > 0) await client.ActivateAsync(await _system.Mailbox.ActivationLinkAsync(person.Email));
        Check(await client.LogInAsync(person), HttpStatusCode.OK);
        _people[client] = person;
        return client;
    }

    /// <summary>An account of its own asks for another address, and another one for a new password.</summary>
    private async Task LetMailsBeSentAsync()
    {
        var (moves, forgets) = (Person.New("moves"), Person.New("forgets"));
        using var mover = _system.NewClient();
        foreach (var person in new[] { moves, forgets })
        {
            Check(await Anonymous.RegisterAsync(person), HttpStatusCode.Created);
            await Anonymous.ActivateAsync(await _system.Mailbox.ActivationLinkAsync(person.Email));
        }

        Check(await mover.LogInAsync(moves), HttpStatusCode.OK);
        var wanted = Person.New("moved").Email;
        Check(await mover.PostAsync("/me/email-change", new { email = wanted }), HttpStatusCode.Accepted);
        Check(await Anonymous.PostAsync("/users/password-reset-mail", new { email = forgets.Email }), HttpStatusCode.Accepted);
        EmailChangeLink = await _system.Mailbox.LinkAsync(wanted, "email_change_token");
        PasswordResetLink = await _system.Mailbox.LinkAsync(forgets.Email, "reset_token");
    }

    private async Task LetTwoWaitAsync()
    {
        var (one, other) = (Person.New("waits"), Person.New("waits"));
        Check(await Anonymous.RegisterAsync(one), HttpStatusCode.Created);
        ActivationLink = await _system.Mailbox.ActivationLinkAsync(one.Email);
        WaitingUser = (await Anonymous.RegisterAsync(other)).NewId;
    }

    private static void Check(ApiAnswer answer, HttpStatusCode expected) => answer.Status.Should().Be(expected, answer.Body);
}
