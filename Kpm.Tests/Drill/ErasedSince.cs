using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Drill;

/// <summary>Finds who is to be erased again: people whose key is erased, and whose account came back from a time before that.</summary>
internal static class ErasedSince
{
    public static async Task<IReadOnlyList<string>> FindAsync(EnvironmentStores stores)
    {
        var found = new List<string>();
        foreach (var keys in stores.Keys)
        {
            await foreach (var mark in DocumentQuery.AllAsync(keys.Container))
            {
                if (!mark.TryGetProperty("erasedTs", out _)) continue;
                var person = mark.GetProperty("pk").GetString()!;
                if (await IsAliveAsync(stores.Of("users"), person)) found.Add(person);
            }
        }

        return found;
    }

    private static async Task<bool> IsAliveAsync(Container users, string person)
    {
        using var account = await users.ReadItemStreamAsync(person, new PartitionKey(person));
        if (account.StatusCode == HttpStatusCode.NotFound) return false;
        account.EnsureSuccessStatusCode();
        using var document = await JsonDocument.ParseAsync(account.Content);
        return document.RootElement.GetProperty("state").GetProperty("lifecycle").GetString() != "removed";
    }
}
