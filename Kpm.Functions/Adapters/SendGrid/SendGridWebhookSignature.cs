using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.SendGrid;

/// <summary>
/// Tells whether a request was signed by the event webhook: ECDSA P-256 over SHA-256 of the timestamp and the bytes of the body.
/// </summary>
/// <remarks>https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features</remarks>
internal sealed class SendGridWebhookSignature(IOptions<SendGridOptions> options, IClock clock) : IDisposable
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>How far the time of signing may be from now: what was recorded on the way is refused later.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    private readonly ECDsa _key = options.Value.OpenWebhookKey();

    /// <param name="headers">The headers of the request.</param>
    /// <param name="body">Its body as it came.</param>
    public bool IsOn(IHeaderDictionary headers, byte[] body)
    {
        var timestamp = headers[TimestampHeader].ToString();
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || !IsNow(seconds)) return false;
        var signature = new byte[128];
        return Convert.TryFromBase64String(headers[SignatureHeader].ToString(), signature, out var length)
            && _key.VerifyData([.. Encoding.ASCII.GetBytes(timestamp), .. body], signature.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public void Dispose() => _key.Dispose();

    private bool IsNow(long seconds) => Math.Abs((clock.Now.UnixMilliseconds / 1000) - seconds) <= (long)Tolerance.TotalSeconds;
}
