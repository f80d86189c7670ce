using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Tests.Faults;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Running;

/// <summary>Lets time pass for somebody who is silent, in a running system: what is stored says that it was longer ago, and the timers look.</summary>
internal sealed class SilentTime(KpmSystem system) : IDisposable
{
    private const long AMomentAgo = 60_000;
    private static long _latest;
    private readonly StoredDocuments _stored = new(system);

    public void Dispose() => _stored.Dispose();

    /// <summary>The owner has been silent for so long when the system looks at the legacy.</summary>
    /// <param name="owner">Who is silent.</param>
    /// <param name="legacy">Where the legacy is.</param>
    /// <param name="days">For how long.</param>
    public async Task PassAsync(ApiClient owner, string legacy, int days)
    {
        var then = TimeProvider.System.GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds();
        await _stored.AlterAsync("signsOfLife", owner.UserId, owner.UserId, PatchOperation.Set("/state/last/at", then));
        await LookAsync(legacy, PatchOperation.Set("/state/createdTs", then));
    }

    /// <summary>Somebody was last there so long ago that they do not count as present.</summary>
    public Task PassPresenceAsync(ApiClient owner) => PassSinceSignAsync(owner, Silence.Presence + Silence.Presence);

    /// <summary>Somebody was last there so long ago.</summary>
    public Task PassSinceSignAsync(ApiClient owner, TimeSpan time) =>
        _stored.AlterAsync("signsOfLife", owner.UserId, owner.UserId, PatchOperation.Set("/state/last/at", (TimeProvider.System.GetUtcNow() - time).ToUnixTimeMilliseconds()));

    /// <summary>The legacies that a legacy follows were executed so many days ago.</summary>
    public Task PassSinceStepAsync(string legacy, int days) =>
        LookAsync(legacy, PatchOperation.Set("/state/preceding/0/at", TimeProvider.System.GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds()));

    /// <summary>It has been somebody's turn for so many days.</summary>
    public Task PassTurnAsync(string legacy, int days) =>
        LookAsync(legacy, PatchOperation.Set("/state/turn/since", TimeProvider.System.GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds()));

    /// <summary>A travel pause has ended so many days ago.</summary>
    public Task EndPauseAsync(ApiClient owner, int days) =>
        _stored.AlterAsync("signsOfLife", owner.UserId, owner.UserId, PatchOperation.Set("/state/pausedUntil", TimeProvider.System.GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds()));

    /// <summary>As <see cref="PassAsync"/>, until the attempt to reach the owner has begun.</summary>
    /// <returns>Where the attempt is.</returns>
    public async Task<string> PassPeriodAsync(ApiClient owner, string legacy, int days)
    {
        await PassAsync(owner, legacy, days);
        JsonElement found = default;
        await system.HurriedAsync("CheckDueReleases", async () => IsBegun(found = await StoredAsync("releases", legacy)), "the attempt that is due");
        var attempt = found.GetProperty("state").GetProperty("attempt").GetString()!;
        await Eventually.IsTrueAsync(async () => await FindAsync(legacy, attempt) is not null, "the attempt");
        return $"{legacy}/attempts/{attempt}";
    }

    /// <summary>Lets days of an attempt pass, until so many count.</summary>
    public async Task PassDaysAsync(string attempt, int until)
    {
        var (legacy, id) = (attempt[..attempt.IndexOf("/attempts/", StringComparison.Ordinal)], attempt.Split('/')[^1]);
        await Eventually.IsTrueAsync(
            async () =>
            {
                if (await FindAsync(legacy, id) is not { } found || found.GetProperty("state").GetProperty("day").GetInt32() >= until) return true;
                if (found.TryGetProperty("nextCheckAt", out var next) && next.GetInt64() > Now) await TryEndDayAsync(legacy, id, found);
                await system.FireAsync("CheckDueAttempts");
                return false;
            },
            $"{until} days of the attempt",
            TimeSpan.FromMinutes(3));
    }

    private static bool IsBegun(JsonElement release) => release.GetProperty("state").TryGetProperty("attempt", out var attempt) && attempt.ValueKind == JsonValueKind.String;

    /// <summary>The system looks at a legacy as soon as its timer runs.</summary>
    private Task LookAsync(string legacy, params PatchOperation[] changes) => _stored.AlterAsync(
        "releases", IdOf(legacy), IdOf(legacy), [.. Due(), .. changes]);

    /// <summary>A moment ago, and never at the same instant twice: the second message about one would be dropped as a repeat.</summary>
    private static PatchOperation[] Due()
    {
        long last, instant;
        do
        {
            last = Interlocked.Read(ref _latest);
            instant = Math.Max(last + 1, Now - AMomentAgo);
        }
        while (Interlocked.CompareExchange(ref _latest, instant, last) != last);
        return [PatchOperation.Set("/state/nextCheckAt", instant), PatchOperation.Set("/nextCheckAt", instant)];
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task TryEndDayAsync(string legacy, string id, JsonElement found)
    {
        await _stored.AgeMailsAsync(id);
        try
        {
            await _stored.AlterIfSameAsync("attempts", id, IdOf(legacy), found, Due());
        }
        catch (CosmosException changed) when (changed.StatusCode == System.Net.HttpStatusCode.PreconditionFailed)
        {
            // The system was faster.
        }
    }

    private async Task<JsonElement> StoredAsync(string container, string path) => (await _stored.FindAsync(container, IdOf(path), IdOf(path)))!.Value;

    private Task<JsonElement?> FindAsync(string legacy, string attempt) => _stored.FindAsync("attempts", attempt, IdOf(legacy));

    private static string IdOf(string path) => path.Split('/')[^1];
}
