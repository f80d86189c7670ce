using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Models;

/// <summary>A running system of its own with an admin and a few people, who do what commands say.</summary>
internal sealed class LegacyWorld : IAsyncDisposable
{
    public const int Places = 4;
    private const long FarAway = 253_402_300_799_999;
    private readonly Dictionary<string, ApiClient> _clients = [];
    private readonly ConcurrentDictionary<(string, string), string> _keeps = [];
    private int _names;

    private LegacyWorld(KpmSystem system)
    {
        System = system;
        Admin = system.NewClient();
        Stored = new StoredDocuments(system);
    }

    public KpmSystem System { get; }

    public ApiClient Admin { get; }

    public StoredDocuments Stored { get; }

    public static async Task<LegacyWorld> StartAsync(LegacyModel model)
    {
        var world = new LegacyWorld(await KpmSystem.StartAsync(livesLong: true));
        try
        {
            var admin = Person.New("admin");
            (await world.Admin.RegisterAsync(admin)).ShouldBe(HttpStatusCode.Created);
            (await world.Admin.LogInAsync(admin)).ShouldBe(HttpStatusCode.OK);
            while (model.People.Count < Places) await world.JoinAsync(model);
            foreach (var (number, person) in model.People.Index())
            {
                foreach (var other in model.People.Skip(number + 1)) await world.BeginAsync(model, new LegacyCommand(LegacyAction.Befriend, person) { Other = other });
                for (var assets = 0; assets < 2; assets++) await world.BeginAsync(model, new LegacyCommand(LegacyAction.AddAsset, person) { Asset = Guid.CreateVersion7().ToString(), File = FileToUpload.Binary(1_000) });
            }

            return world;
        }
        catch (Exception)
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public ApiClient Of(string person) => _clients[person];

    /// <summary>Somebody new takes a place that is free.</summary>
    public async Task JoinAsync(LegacyModel model)
    {
        var client = System.NewClient();
        var person = Person.New("heir");
        var registered = await Admin.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        (await Admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        _clients[client.UserId] = client;
        model.People.Add(client.UserId);
    }

    /// <summary>Does what a command says.</summary>
    /// <returns>The answer, as status and code.</returns>
    public async Task<string> SendAsync(LegacyCommand command)
    {
        var answer = await AskAsync(command);
        return answer.Code is { } code ? $"{(int)answer.Status} {code}" : ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until nothing is left to do: no message, no event to be sent, no legacy or removal that is due.</summary>
    public async Task SettleAsync()
    {
        await Eventually.IsTrueAsync(async () =>
        {
            await System.BusOperator.AreDrainedAsync();
            if ((await Stored.UnsentAsync()).Count > 0) await System.FireAsync("SweepOutboxes");
            else if ((await Stored.DocumentsAsync("releases")).Any(IsDue)) await System.FireAsync("CheckDueReleases");
            else if ((await Stored.DocumentsAsync("removals")).Any(removal => removal.GetProperty("state").GetProperty("lifecycle").GetString() != "inactive")) await System.FireAsync("CheckDueRemovals");
            else return (await System.BusOperator.QueuesAsync()).All(queue => queue is { Active: 0, Scheduled: 0, Locked: 0 });
            return false;
        }, "nothing left to do", TimeSpan.FromMinutes(2));
        (await Stored.FailuresAsync()).Should().BeEmpty("no work is given up");
        (await System.BusOperator.QueuesAsync()).Should().OnlyContain(queue => queue.DeadLetter == 0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values) client.Dispose();
        Admin.Dispose();
        Stored.Dispose();
        await System.DisposeAsync();
    }

    private async Task BeginAsync(LegacyModel model, LegacyCommand command) => (await SendAsync(command)).Should().Be(model.Apply(command));

    private static bool IsDue(JsonElement release) =>
        release.TryGetProperty("nextCheckAt", out var due) && due.GetInt64() <= TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<ApiAnswer> AskAsync(LegacyCommand command)
    {
        var client = _clients[command.By];
        switch (command.Action)
        {
            case LegacyAction.AddAsset:
                return await AddAsync(client, command);
            case LegacyAction.Trash:
                return await client.DeleteAsync($"/assets/{command.Asset}");
            case LegacyAction.Restore:
                return await client.PutAsync($"/assets/{command.Asset}/restore", new { });
            case LegacyAction.Schedule:
                return await client.PostAsync(command.Terms!.Kind == LegacyModel.Custom ? "/legacy" : $"/legacy/{command.Terms.Kind}", BodyOf(command));
            case LegacyAction.Trigger:
                return await client.PostAsync($"/legacy/{command.Plan}/trigger", new { geo_location = command.Place });
            case LegacyAction.Cancel:
                return await client.DeleteAsync($"/legacy/{command.Plan}");
            case LegacyAction.Revise:
                return await client.PatchAsync($"/legacy/{command.Plan}", ChangesOf(command.Terms!));
            case LegacyAction.Befriend:
                return await BefriendAsync(client, _clients[command.Other!]);
            case LegacyAction.Unfriend:
                return await client.PutAsync("/me/keeps/decline", new { keep_id = _keeps[LegacyModel.Pair(command.By, command.Other!)], reason = "" });
            default:
                return await Admin.SendAsync(HttpMethod.Delete, $"/users/{command.By}", JsonContent.Create(new { reason = "" }));
        }
    }

    private async Task<ApiAnswer> BefriendAsync(ApiClient one, ApiClient other)
    {
        var requested = await one.PostAsync("/me/keeps", new { to_id = other.UserId });
        if (requested.Status != HttpStatusCode.Created) return requested;
        _keeps[LegacyModel.Pair(one.UserId, other.UserId)] = requested.NewId;
        return await other.PutAsync("/me/keeps/accept", new { keep_id = requested.NewId });
    }

    private static async Task<ApiAnswer> AddAsync(ApiClient client, LegacyCommand command)
    {
        var file = command.File!;
        string[] owners = command.Other is { } other ? [command.By, other] : [command.By];
        var created = await client.PostAsync("/assets", new { id = command.Asset, title = "Left behind", description = "", file_name = file.Name, file_type = file.Type, file_size_bytes = file.Bytes.Length, owners_id = owners });
        return created.Location is { } location ? await client.UploadAsync(location, file) : created;
    }

    private object BodyOf(LegacyCommand command)
    {
        var terms = command.Terms!;
        var date = terms.IsOpen == true ? 1 : FarAway;
        object? conditions = terms.Kind != LegacyModel.Custom ? null
            : terms.Place is null ? new { type = "date", at = date }
            : new { type = "all", of = new object[] { new { type = "date", at = date }, new { type = "place", location = terms.Place } } };
        return new
        {
            id = command.Plan,
            name = $"Legacy {Interlocked.Increment(ref _names)}",
            assets = terms.Assets,
            receivers = terms.Receivers,
            bequest_type = terms.Bequest,
            delivery = terms.IsAutomatic ? "automatic" : "claim",
            hide = terms.Kind == LegacyModel.Custom ? terms.Hides : (bool?)null,
            conditions,
            scheduled_date = terms.Kind is LegacyModel.ToFutureSelf or "transfer" or "time-capsule" ? date : (long?)null,
            min_date = terms.Kind == "in-a-bottle" ? date - (terms.IsOpen == true ? 0 : 1) : (long?)null,
            max_date = terms.Kind == "in-a-bottle" ? date : (long?)null,
            location = terms.Kind == LegacyModel.Custom ? null : terms.Place,
        };
    }

    private static object ChangesOf(LegacyTerms terms) => new
    {
        assets = terms.Assets,
        receivers = terms.Receivers,
        conditions = terms.IsOpen is { } isOpen ? new { type = "date", at = isOpen ? 1 : FarAway } : null,
    };
}
