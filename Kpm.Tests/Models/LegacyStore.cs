using System.Text.Json;
using Kpm.Tests.Faults;

namespace Kpm.Tests.Models;

/// <summary>An asset and a legacy as they lie in the store, as far as the model knows them.</summary>
internal sealed record StoredAsset(string Id, IReadOnlyList<string> Owners, IReadOnlyList<string> Wraps, string Lifecycle, bool IsInTrash, string? HeldBy, IReadOnlyList<string> DeliveredBy)
{
    public override string ToString() => $"{Id}: {Lifecycle} of {string.Join('+', Owners)}{(IsInTrash ? " in the trash" : "")} held by {HeldBy ?? "nobody"}, delivered by [{string.Join(',', DeliveredBy)}]";
}

/// <summary>A legacy as it lies in the store.</summary>
internal sealed record StoredPlan(string Id, JsonElement State, bool IsWatched)
{
    public string Owner => State.GetProperty("owner").GetString()!;

    public string Lifecycle => State.GetProperty("lifecycle").GetString()!;

    public string? CancelReason => State.TryGetProperty("cancelReason", out var reason) ? reason.GetString() : null;

    public bool Hides => State.GetProperty("hides").GetBoolean();

    public bool IsReady => State.GetProperty("holdsConfirmed").GetBoolean();

    public bool IsAutomatic => State.TryGetProperty("delivery", out var delivery) && delivery.GetString() == "automatic";

    public bool IsCopy => State.GetProperty("bequest").GetString() == "copy";

    public IReadOnlyList<string> Assets => LegacyStore.Texts(State, "assets");

    public IReadOnlyList<string> Receivers => LegacyStore.Texts(State, "receivers");

    public IReadOnlyList<string> PassedOver => LegacyStore.Texts(State, "passedOver");

    public IReadOnlyList<string> Delivered => LegacyStore.Texts(State, "delivered");

    public IReadOnlyList<string> Failed => LegacyStore.Texts(State, "failed");

    /// <summary>The wrong guesses of each person.</summary>
    public Dictionary<string, int> WrongGuesses => State.TryGetProperty("wrongGuesses", out var guesses)
        ? guesses.EnumerateArray().GroupBy(guess => guess.GetProperty("by").GetString()!).ToDictionary(own => own.Key, own => own.Count())
        : [];

    /// <summary>The conditions as text; what a plan of the model waits for can be told from it.</summary>
    public string Conditions => State.GetProperty("conditions").GetRawText();

    public bool IsPlaceFound => State.TryGetProperty("evidence", out var evidence) && evidence.GetArrayLength() > 0;

    /// <summary>What is in the clear.</summary>
    public override string ToString() =>
        $"{Id}: {Lifecycle} {CancelReason} {State.GetProperty("bequest").GetString()}{(Hides ? " hidden" : "")}{(IsAutomatic ? " automatic" : "")} of {Owner} to {string.Join('+', Receivers)} without [{string.Join(',', PassedOver)}], assets {string.Join('+', Assets)}, delivered [{string.Join(',', Delivered)}], failed [{string.Join(',', Failed)}]";
}

/// <summary>Reads assets and legacies from the store.</summary>
internal static class LegacyStore
{
    public static async Task<Dictionary<string, StoredAsset>> AssetsAsync(StoredDocuments stored) =>
        (await stored.DocumentsAsync("assets")).Select(AssetOf).ToDictionary(asset => asset.Id);

    public static async Task<Dictionary<string, StoredPlan>> PlansAsync(StoredDocuments stored) =>
        (await stored.DocumentsAsync("releases")).Select(PlanOf).ToDictionary(plan => plan.Id);

    /// <summary>The legacies of the receipts that are kept, one for each receipt.</summary>
    public static async Task<IReadOnlyList<string>> ReceiptsAsync(StoredDocuments stored) =>
        [.. (await stored.DocumentsAsync("signatures")).Where(document => document.GetProperty("type").GetString() == "receipt").Select(document => document.GetProperty("pk").GetString()!)];

    /// <summary>The pairs that are keeps.</summary>
    public static async Task<IReadOnlyList<(string One, string Other)>> KeepsAsync(StoredDocuments stored) =>
    [
        .. (await stored.DocumentsAsync("keeps")).Select(keep => keep.GetProperty("state")).Where(keep => keep.GetProperty("lifecycle").GetString() == "active")
            .Select(keep => (keep.GetProperty("requester").GetString()!, keep.GetProperty("requested").GetString()!)),
    ];

    public static IReadOnlyList<string> Texts(JsonElement of, string name) =>
        of.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];

    private static StoredAsset AssetOf(JsonElement document)
    {
        var state = document.GetProperty("state");
        return new StoredAsset(
            document.GetProperty("id").GetString()!,
            Texts(state, "owners"),
            [.. state.GetProperty("sealed").GetProperty("wraps").EnumerateArray().Select(wrap => wrap.GetProperty("owner").GetString()!)],
            state.GetProperty("lifecycle").GetString()!,
            state.TryGetProperty("shredTs", out _),
            state.TryGetProperty("heldBy", out var holder) ? holder.GetString() : null,
            Texts(state, "deliveredBy"));
    }

    private static StoredPlan PlanOf(JsonElement document) =>
        new(document.GetProperty("id").GetString()!, document.GetProperty("state"), document.TryGetProperty("nextCheckAt", out _));
}
