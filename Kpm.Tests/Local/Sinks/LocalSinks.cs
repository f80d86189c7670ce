using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Local.Sinks.Mail;
using Kpm.Local.Sinks.Push;

namespace Kpm.Tests.Local.Sinks;

/// <summary>A running sinks part whose mailbox does not exist: what it accepts must not depend on it.</summary>
public sealed class LocalSinks : IAsyncLifetime
{
    private LocalPart? _part;

    public LocalPart Part => _part!;

    public Uri Address => new($"http://127.0.0.1:{Part.Port}/");

    public HttpClient Client { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _part = await LocalPart.StartAsync("sinks", "--smtp-port", LocalPart.FreePort().ToString());
        Client.BaseAddress = Address;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_part is not null) await _part.DisposeAsync();
    }

    public async Task<StoredMail[]> MailsAsync(string to) => (await Client.GetFromJsonAsync<StoredMail[]>($"/mails?to={Uri.EscapeDataString(to)}"))!;

    public async Task<StoredPush[]> PushesAsync() => (await Client.GetFromJsonAsync<StoredPush[]>("/pushes"))!;

    /// <summary>An access token that sends push messages.</summary>
    public async Task<string> AccessTokenAsync()
    {
        using var response = await Client.PostAsync("/token", new SignedJwt(this).Form());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task OrderFaultsAsync(string kind, int status, int count, int? retryAfterSeconds = null) =>
        (await Client.PostAsJsonAsync($"/faults/{kind}", new { status, count, retryAfterSeconds })).EnsureSuccessStatusCode();
}

[CollectionDefinition(nameof(LocalSinks))]
public sealed class LocalSinksCollection : ICollectionFixture<LocalSinks>;
