using System.Net;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>What the tests of passkeys do again and again.</summary>
internal static class PasskeyWorld
{
    public const string Passkeys = "/me/passkeys";
    public const string Registrations = $"{Passkeys}/registrations";
    public const string LogIn = "/login/passkey";
    public const string Challenges = $"{LogIn}/challenges";

    public static string OriginOf(ApiWorld world) => world.App.Settings["Passkeys__Origins"];

    /// <summary>Begins a registration; returns its path and what it asks.</summary>
    public static async Task<(string Path, JsonElement Options)> BeginAsync(ApiClient client)
    {
        var begun = await client.PostAsync(Registrations, new { });
        begun.ShouldBe(HttpStatusCode.Created);
        var options = await client.GetAsync(begun.Location!.ToString());
        options.ShouldBe(HttpStatusCode.OK);
        return ($"{Registrations}/{begun.NewId}", options.Json);
    }

    /// <summary>Registers the passkey of an authenticator; returns its id.</summary>
    public static async Task<string> RegisterAsync(ApiClient client, SoftwareAuthenticator authenticator, string name = "My phone")
    {
        var (path, options) = await BeginAsync(client);
        (await client.PutAsync(path, new { name, credential = authenticator.Create(options) })).ShouldBe(HttpStatusCode.NoContent);
        return path.Split('/')[^1];
    }

    /// <summary>Begins a log-in; returns its id and what it asks.</summary>
    public static async Task<(string Id, JsonElement Options)> ChallengeAsync(ApiClient client)
    {
        var begun = await client.PostAsync(Challenges, new { });
        begun.ShouldBe(HttpStatusCode.Created);
        return (begun.NewId, (await client.GetAsync(begun.Location!.ToString())).Json);
    }

    /// <summary>Logs in with a passkey alone.</summary>
    public static async Task<ApiAnswer> LogInAsync(ApiClient client, SoftwareAuthenticator authenticator)
    {
        var (id, options) = await ChallengeAsync(client);
        return await client.PostAsync(LogIn, new { challenge_id = id, credential = authenticator.Get(options) });
    }
}
