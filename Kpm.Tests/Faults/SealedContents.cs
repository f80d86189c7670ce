using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>Something sealed, and whether one of those it is wrapped for can open it.</summary>
/// <param name="What">The record, or the file.</param>
/// <param name="Owner">For whom the wrap is.</param>
/// <param name="KeyVersion">The version of that person's key that the wrap names.</param>
/// <param name="Opens">False when that person's key is gone; anything else that fails is thrown.</param>
internal sealed record SealedContent(string What, string Owner, int KeyVersion, bool Opens);

/// <summary>Opens everything that lies sealed in the stores of a running system, past its API, for everybody it is wrapped for.</summary>
internal static class SealedContents
{
    public static async Task<IReadOnlyList<SealedContent>> TryAllAsync(KpmSystem system)
    {
        using var vault = new SystemVault(system);
        using var stored = new StoredDocuments(system);
        var found = new List<SealedContent>();
        foreach (var document in await AggregatesAsync<UserState>("users", "user"))
        {
            var (id, state) = (EntityId.Parse<UserId>(document.Id), document.State);
            if (state.Reminders is { } reminders) await TryAsync<ReminderList>("reminders", ReminderList.RecordOf(id), reminders.Sealed);
            if (state.SecondFactor is { } factor) await TryAsync<TotpSecret>("totp", TotpSecret.RecordOf(id), factor.Secret);
            if (state.SecondFactor?.Sheet is { } sheet) await TryAsync<RecoveryCodes>("recovery codes", RecoveryCodes.RecordOf(id), sheet.Sealed);
        }

        foreach (var document in await AggregatesAsync<AssetState>("assets", "asset"))
        {
            var (id, state) = (EntityId.Parse<AssetId>(document.Id), document.State);
            await TryAsync<AssetContent>($"asset {id}", Asset.RecordOf(id), state.Sealed);
            if (state.File is { } file) await ForEachOwnerAsync($"file {id}", state.Sealed, owner => ReadAsync(id, file, state.Sealed, owner));
        }

        foreach (var document in await AggregatesAsync<ReleaseState>("releases", "release"))
        {
            var id = EntityId.Parse<ReleaseId>(document.Id);
            await TryAsync<ReleaseContent>($"release {id}", AssetRelease.RecordOf(id), document.State.Sealed);
        }

        foreach (var document in await AggregatesAsync<InvitationState>("invitations", "invitation"))
        {
            if (document.State.Sealed is { } content) await TryAsync<InvitationContent>($"invitation {document.Id}", LegacyInvitation.RecordOf(EntityId.Parse<InvitationId>(document.Id)), content);
        }

        foreach (var document in await AggregatesAsync<RehearsalState>("rehearsals", "rehearsal"))
            await TryAsync<RehearsalContent>($"rehearsal {document.Id}", Rehearsal.RecordOf(EntityId.Parse<RehearsalId>(document.Id)), document.State.Sealed);

        foreach (var document in await AggregatesAsync<ExportState>("exports", "export"))
        {
            if (document.State.Sealed is { } content) await TryAsync<ExportContent>($"export {document.Id}", Export.RecordOf(EntityId.Parse<ExportId>(document.Id)), content);
        }

        foreach (var row in (await stored.DocumentsAsync("assetsByOwner")).Where(row => row.TryGetProperty("sealed", out _)))
        {
            var (owner, asset) = (EntityId.Parse<UserId>(Text(row, "pk")), EntityId.Parse<AssetId>(Text(row, "id")));
            await TryAsync<AssetContent>($"row of asset {asset}", AssetRowDocument.RecordOf(owner, asset), SealedOf(row));
        }

        foreach (var row in await stored.DocumentsAsync("releasesByPerson"))
        {
            var role = Text(row, "role") == "owner" ? ReleaseRole.Owner : ReleaseRole.Receiver;
            await TryAsync<ReleaseContent>($"row of release {Text(row, "release")}", new RecordName("releaseRow", $"{Text(row, "pk")}/{role}/{Text(row, "release")}"), SealedOf(row));
        }

        foreach (var entry in (await stored.DocumentsAsync("history")).Where(document => Text(document, "type") == "historyEntry"))
        {
            var (person, id) = (EntityId.Parse<UserId>(Text(entry, "pk")), EntityId.Parse<HistoryEntryId>(Text(entry, "id")));
            await TryAsync<HistoryContent>($"history {id}", HistoryEntry.RecordOf(person, id), SealedOf(entry));
        }

        return found;

        async Task<IReadOnlyList<AggregateDocument<TState>>> AggregatesAsync<TState>(string container, string type) =>
            [.. (await stored.DocumentsAsync(container)).Where(document => Text(document, "type") == type).Select(document => document.Deserialize<AggregateDocument<TState>>(KpmJson.Options)!)];

        Task TryAsync<TContent>(string what, RecordName record, SealedRecord content) where TContent : class =>
            ForEachOwnerAsync(what, content, owner => vault.Sealer.OpenAsync<TContent>(record, content, owner, default));

        async Task ForEachOwnerAsync(string what, SealedRecord content, Func<UserId, Task> open)
        {
            foreach (var wrap in content.Wraps) found.Add(new SealedContent(what, wrap.Owner.ToString(), wrap.UserKeyVersion, await OpensAsync(() => open(wrap.Owner))));
        }

        async Task ReadAsync(AssetId asset, SealedFile file, SealedRecord key, UserId owner)
        {
            using var plain = new MemoryStream();
            await vault.Files.ReadAsync(asset, file, key, owner, 0, file.SizeBytes, plain, default);
            Convert.ToHexStringLower(SHA256.HashData(plain.ToArray())).Should().Be(file.Sha256);
        }
    }

    private static async Task<bool> OpensAsync(Func<Task> open)
    {
        try
        {
            await open();
            return true;
        }
        catch (UserKeyMissingException)
        {
            return false;
        }
    }

    private static string Text(JsonElement document, string property) => document.GetProperty(property).GetString()!;

    private static SealedRecord SealedOf(JsonElement row) => row.GetProperty("sealed").Deserialize<SealedRecord>(KpmJson.Options)!;
}
