using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Local.Sinks.Push;

namespace Kpm.Tests.Running;

/// <summary>The push messages that the system sent.</summary>
public sealed class PushBox(Uri sinks)
{
    private static readonly HttpClient Http = new();

    /// <summary>The titles of the messages to one device; the newest last.</summary>
    public async Task<IReadOnlyList<string?>> TitlesAsync(string device) =>
        [.. (await Http.GetFromJsonAsync<List<StoredPush>>(new Uri(sinks, "/pushes"), JsonSerializerOptions.Web))!.Where(push => push.Token == device).Select(push => push.Title)];

    /// <summary>Waits until a device has exactly these messages.</summary>
    public Task HasAsync(string device, params string[] titles) =>
        Eventually.GetAsync(() => TitlesAsync(device), found => found.SequenceEqual(titles, StringComparer.Ordinal), $"pushes to {device}: {string.Join(", ", titles)}");

    /// <summary>Makes the next sends fail with this status.</summary>
    public async Task FailAsync(int status, int count)
    {
        using var response = await Http.PostAsJsonAsync(new Uri(sinks, "/faults/push"), new { status, count });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Ends all access tokens.</summary>
    public Task EndTokensAsync() => Http.DeleteAsync(new Uri(sinks, "/tokens"));
}
