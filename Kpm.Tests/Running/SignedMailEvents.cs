using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Kpm.Functions.Adapters.SendGrid;
using Kpm.Local.Sinks.Mail;

namespace Kpm.Tests.Running;

/// <summary>Requests as the mail service sends them to the webhook.</summary>
internal static class SignedMailEvents
{
    public const string Path = "/webhooks/sendgrid";

    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public static string Sign(ECDsa key, long at, string body) =>
        Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(at.ToString(CultureInfo.InvariantCulture) + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    /// <summary>Sends events as the mail service of a system does.</summary>
    public static async Task<ApiAnswer> SendAsync(KpmSystem system, ApiClient client, string body)
    {
        using var key = WebhookKey.Ensure(system.Sinks.Folder);
        var at = Now;
        return await SendAsync(client, body, at.ToString(CultureInfo.InvariantCulture), Sign(key, at, body));
    }

    /// <summary>Sends events with these headers; null leaves one out.</summary>
    public static async Task<ApiAnswer> SendAsync(ApiClient client, string body, string? at, string? signature)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await client.SendAsync(HttpMethod.Post, Path, content, prepare: request =>
        {
            if (signature is not null) request.Headers.TryAddWithoutValidation(SendGridWebhookSignature.SignatureHeader, signature);
            if (at is not null) request.Headers.Add(SendGridWebhookSignature.TimestampHeader, at);
        });
    }
}
