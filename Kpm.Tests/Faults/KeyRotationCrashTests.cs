using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>The worker is killed (SIGKILL) again and again while keys are replaced. That the end does not depend on where it dies is tried call by call beside the handlers.</summary>
public sealed class KeyRotationCrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] DeadlySteps = ["version", "account", "rows"];

    /// <summary>Fewer than a page, and so many that no page is given up: a message is delivered ten times at most.</summary>
    private const int KeysBetweenKills = 15;

    /// <summary>Long enough to be waited for, short enough for a test.</summary>
    private static readonly Dictionary<string, string> ShortLives = new(StringComparer.Ordinal) { ["Keys__CacheSeconds"] = "2", ["Keys__LongestWorkSeconds"] = "2" };

    [Fact]
    public async Task Given_AVaultKeyBeingRotated_When_TheWorkerIsKilledAgainAndAgain_Then_EveryUserKeyIsUnderTheNewVersionAndNoneIsLost()
    {
        await using var system = await KpmSystem.StartAsync();
        using var vault = new SystemVault(system);
        using var stored = new StoredDocuments(system);
        using var admin = await JoinAsync(system, null);
        var asset = await admin.AddAssetAsync("Mine", FileToUpload.Binary(1000));
        await Parallel.ForEachAsync(Enumerable.Range(0, 90), async (_, token) => await vault.Versions.AddAsync(new UserId(Guid.CreateVersion7()), 1, token));
        await system.BusOperator.AreDrainedAsync();
        await vault.RotateVaultKeyAsync();

        (await admin.PostAsync("/admin/keys/rotation", new { })).ShouldBe(HttpStatusCode.Accepted);
        var (kills, renewed) = (0, 0);
        while (true)
        {
            var seen = renewed;
            var use = await Eventually.GetAsync(() => vault.Wraps.CountAsync(default), found => found.Count == 1 || found.Single(key => key.IsCurrent).UserKeys > seen + KeysBetweenKills, "more keys under the new version", Patience);
            if (use.Count == 1) break;
            renewed = use.Single(key => key.IsCurrent).UserKeys;
            await system.KillWorkerAsync();
            kills++;
        }

        kills.Should().BeGreaterThan(3);
        (await vault.Wraps.CountAsync(default)).Should().ContainSingle().Which.Should().BeEquivalentTo(new { UserKeys = 91, IsCurrent = true });
        await OpensAsync(admin, asset);
        (await SealedContents.TryAllAsync(system)).Should().NotBeEmpty().And.OnlyContain(content => content.Opens);
        (await stored.FailuresAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AUserKeyBeingRotated_When_TheWorkerIsKilledAgainAndAgainWhileItsOwnerWrites_Then_NothingIsLostAndAllWrapsAreNew()
    {
        await using var system = await KpmSystem.StartAsync(ShortLives);
        using var stored = new StoredDocuments(system);
        using var admin = await JoinAsync(system, null);
        using var person = await JoinAsync(system, admin);
        using var friend = await JoinAsync(system, admin);
        await ApiWorld.BefriendAsync(person, friend);
        var assets = await FillAsync(person, friend);
        await system.BusOperator.AreDrainedAsync();
        using var writing = new CancellationTokenSource();
        var writer = WriteAsync(person, assets[0], writing.Token);

        await UntilAsync(() => admin.PostAsync($"/admin/users/{person.UserId}/key-rotation", new { }), HttpStatusCode.Accepted);
        var kills = 0;
        foreach (var step in DeadlySteps)
        {
            var rotation = await RotationAsync(system, stored, person, found => StepsOf(found).Contains(step) || IsDone(found), $"the step '{step}'");
            if (IsDone(rotation)) break;
            await system.KillWorkerAsync();
            kills++;
        }

        var done = await RotationAsync(system, stored, person, IsDone, "the end of the rotation");
        await writing.CancelAsync();
        var (lastTitle, added) = await writer;
        await system.HurriedAsync("SweepOutboxes", async () => (await stored.UnsentAsync()).Count == 0, "what a kill left in a document is sent");
        await system.BusOperator.AreDrainedAsync();

        kills.Should().BePositive();
        StepsOf(done).Should().OnlyHaveUniqueItems().And.EndWith("old_versions");
        var told = (await UntilAsync(() => person.GetAsync($"/users/{person.UserId}/key-rotation"), HttpStatusCode.OK)).Json;
        told.GetProperty("state").GetString().Should().Be("done");
        told.GetProperty("steps").EnumerateArray().Select(step => (step.GetProperty("name").GetString(), step.GetProperty("is_done").GetBoolean())).Should().Equal(StepsOf(done).Select(step => ((string?)step, true)));
        (await stored.UserKeysAsync(person.UserId)).GetProperty("versions").EnumerateArray().Select(key => key.GetProperty("version").GetInt32()).Should().Equal(2);
        var contents = await SealedContents.TryAllAsync(system);
        contents.Should().OnlyContain(content => content.Opens);
        contents.Where(content => content.Owner == person.UserId).Should().OnlyContain(content => content.KeyVersion == 2);
        contents.Where(content => content.Owner == person.UserId).Select(content => content.What.Split(' ')[0]).Distinct().Should().BeEquivalentTo("reminders", "asset", "file", "release", "row", "history");
        contents.Where(content => content.Owner == friend.UserId).Should().NotBeEmpty().And.OnlyContain(content => content.KeyVersion == 1);
        foreach (var asset in assets.Concat(added)) await OpensAsync(person, asset);
        await OpensAsync(friend, assets[^1]);
        (await UntilAsync(() => person.GetAsync($"/assets/{assets[0]}"), HttpStatusCode.OK)).Json.GetProperty("title").GetString().Should().Be(lastTitle);
        (await person.GetAsync("/users/me/reminders")).Json.GetArrayLength().Should().Be(1);
        (await stored.FailuresAsync()).Should().BeEmpty();
    }

    /// <summary>Reminders, assets of the person's own, a plan, and one asset, the last, that the friend owns too.</summary>
    private static async Task<List<string>> FillAsync(ApiClient person, ApiClient friend)
    {
        (await person.PostAsync("/users/me/reminders", new[] { new { title = "Call", time = 4_000_000_000_000 } })).ShouldBe(HttpStatusCode.Created);
        var assets = new List<string>();
        for (var i = 0; i < 8; i++) assets.Add(await person.AddAssetAsync($"Asset {i}", FileToUpload.Binary(10_000)));
        (await person.PostAsync("/legacy/transfer", new { name = "Plan", assets = new[] { assets[^1] }, receivers = new[] { friend.UserId }, scheduled_date = 253_402_300_799_999 })).ShouldBe(HttpStatusCode.Created);
        assets.RemoveAt(assets.Count - 1);
        var file = FileToUpload.Binary(10_000);
        var shared = await person.PostAsync(
            "/assets",
            new { title = "Ours", description = "", file_name = file.Name, file_type = file.Type, file_size_bytes = file.Bytes.Length, owners_id = new[] { person.UserId, friend.UserId } });
        (await person.UploadAsync(shared.Location!, file)).ShouldBe(HttpStatusCode.Created);
        assets.Add(shared.Location!.ToString().Split('/')[4]);
        return assets;
    }

    /// <summary>Renames an asset and adds new ones until told to stop.</summary>
    /// <returns>The last title that was accepted, and what was added.</returns>
    private static async Task<(string Title, List<string> Added)> WriteAsync(ApiClient person, string asset, CancellationToken cancellationToken)
    {
        var (title, added) = ("", new List<string>());
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            title = $"Title {i}";
            await UntilAsync(() => person.PatchAsync($"/assets/{asset}", new { title }), HttpStatusCode.NoContent);
            if (i % 10 != 0) continue;
            var (id, file) = (Guid.CreateVersion7().ToString(), FileToUpload.Binary(1000));
            await UntilAsync(
                async () =>
                {
                    var seen = await person.GetAsync($"/assets/{id}");
                    if (seen.Status == HttpStatusCode.OK && seen.Json.GetProperty("state").GetString() == "active") return seen;
                    var created = await person.CreateAssetAsync("Added", file, id);
                    return created.Location is { } location ? await person.UploadAsync(location, file) : created;
                },
                HttpStatusCode.OK);
            added.Add(id);
        }

        return (title, added);
    }

    private static async Task OpensAsync(ApiClient owner, string asset)
    {
        await UntilAsync(() => owner.GetAsync($"/assets/{asset}"), HttpStatusCode.OK);
        (await owner.DownloadAsync(asset)).Status.Should().Be(200);
    }

    /// <summary>Asks again until the answer is this: the worker may have died under the request.</summary>
    private static async Task<ApiAnswer> UntilAsync(Func<Task<ApiAnswer>> ask, HttpStatusCode expected) => (await Eventually.GetAsync(
        async () =>
        {
            try
            {
                return await ask();
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException)
            {
                return null;
            }
        },
        answer => answer?.Status == expected,
        $"an answer {expected}",
        Patience))!;

    /// <summary>Waits for the rotation, whose timer is not waited for.</summary>
    private static async Task<JsonElement?> RotationAsync(KpmSystem system, StoredDocuments stored, ApiClient person, Func<JsonElement?, bool> satisfies, string what) => await Eventually.GetAsync(
        async () =>
        {
            var found = await stored.KeyRotationAsync(person.UserId);
            if (!satisfies(found)) await FireAsync(system);
            return found;
        },
        satisfies,
        what,
        Patience);

    private static async Task FireAsync(KpmSystem system)
    {
        try
        {
            await system.FireAsync("CheckDueKeyRotations");
        }
        catch (HttpRequestException)
        {
            // There is no worker at this moment.
        }
    }

    private static bool IsDone(JsonElement? rotation) => rotation?.GetProperty("state").GetProperty("lifecycle").GetString() == "inactive";

    private static List<string> StepsOf(JsonElement? rotation) =>
        rotation is { } found ? [.. found.GetProperty("state").GetProperty("done").EnumerateArray().Select(step => step.GetString()!)] : [];

    private static async Task<ApiClient> JoinAsync(KpmSystem system, ApiClient? admin)
    {
        var (client, person) = (system.NewClient(), Person.New("keys"));
        var registered = await client.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        if (admin is not null) (await admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        return client;
    }
}
