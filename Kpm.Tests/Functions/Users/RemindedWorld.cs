using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Users;

/// <summary>A system whose timer for reminders fires only by hand, and people with devices.</summary>
public sealed class RemindedWorld : IAsyncLifetime
{
    public const string Timer = "CheckDueReminders";
    public const string Queue = "users-remind";
    private SystemVault? _vault;

    public KpmSystem System { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    internal StoredDocuments Stored { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = await KpmSystem.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { [$"AzureWebJobs__{Timer}__Disabled"] = "true" });
        Stored = new StoredDocuments(System);
        _vault = new SystemVault(System);
        Admin = System.NewClient();
        var person = Person.New("admin");
        (await Admin.RegisterAsync(person)).ShouldBe(HttpStatusCode.Created);
        (await Admin.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        _vault?.Dispose();
        Stored?.Dispose();
        if (System is not null) await System.DisposeAsync();
    }

    /// <summary>Somebody new, logged in on devices that may get push messages; each log-in is another session.</summary>
    public async Task<ApiClient> JoinAsync(string name, params string?[] devices)
    {
        var client = System.NewClient();
        var person = Person.New(name);
        var registered = await Admin.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        (await Admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        foreach (var device in devices) (await client.LogInAsync(person, clientId: device)).ShouldBe(HttpStatusCode.OK);
        return client;
    }

    /// <summary>A device that nobody else has.</summary>
    public static string NewDevice(string kind = "device") => $"{kind}-{Guid.NewGuid():N}";

    /// <summary>The first time of all reminders of a person was then: they have been due since.</summary>
    public async Task BringForwardAsync(ApiClient person, Timestamp due)
    {
        var user = EntityId.Parse<UserId>(person.UserId);
        var document = await Stored.AggregateAsync("users", person.UserId);
        var stored = document.GetProperty("state").GetProperty("reminders").Deserialize<StoredReminders>(KpmJson.Options)!;
        var sealer = new ReminderSealer(_vault!.Sealer);
        var list = await sealer.OpenAsync(user, stored, default);
        var moved = await sealer.SealAsync(user, stored, new ReminderList([.. list.Items.Select(reminder => reminder with { Time = due, NextTime = due })]), default);
        await Stored.AlterAsync("users", person.UserId, person.UserId, PatchOperation.Set("/state/reminders", JsonSerializer.SerializeToElement(moved, KpmJson.Options)), PatchOperation.Set("/nextReminderAt", due.UnixMilliseconds));
    }

    /// <summary>The devices that the sessions of a person have.</summary>
    public async Task<IReadOnlyList<string>> DevicesAsync(ApiClient person) =>
    [
        .. (await Stored.DocumentsAsync("users"))
            .Where(document => document.GetProperty("type").GetString() == "session" && document.GetProperty("pk").GetString() == person.UserId)
            .Select(session => session.GetProperty("state").TryGetProperty("clientId", out var device) ? device.GetString() : null)
            .OfType<string>(),
    ];
}
