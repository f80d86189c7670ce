using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kpm.Local.Sinks.Mail;

/// <summary>
/// SendGrid's signed event webhook: tells what became of each mail, in the background, and again until it is taken. What waits is in the
/// sinks' file.
/// </summary>
/// <remarks>twilio.com/docs/sendgrid/for-developers/tracking-events/event, and the page on its security features.</remarks>
internal sealed class EventWebhook : IAsyncDisposable
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, string> _outcomes = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly HttpClient _http = new() { Timeout = SendTimeout };
    private readonly SinkDatabase _database;
    private readonly ECDsa _key;
    private readonly TimeProvider _time;
    private readonly Task _work;

    /// <param name="database">Where waiting events lie.</param>
    /// <param name="folder">Where the key lies.</param>
    /// <param name="address">Where they go; null for nowhere.</param>
    /// <param name="time">The clock.</param>
    public EventWebhook(SinkDatabase database, string folder, Uri? address, TimeProvider time)
    {
        (_database, _key, Address, _time) = (database, WebhookKey.Ensure(folder), address, time);
        database.Execute("CREATE TABLE IF NOT EXISTS events(sequence INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL)");
        _waiting.Release();
        _work = RunAsync();
    }

    /// <summary>Where events go; null for nowhere, and then none is made.</summary>
    public Uri? Address { get; set; }

    /// <summary>From now on this becomes of mails to an address: delivered, bounce, blocked or dropped.</summary>
    public void Decide(string recipient, string outcome) => _outcomes[recipient] = outcome;

    /// <summary>Tells of an accepted mail; never waits and never fails.</summary>
    public void Tell(string id, MailSend mail)
    {
        if (Address is null) return;
        foreach (var personalization in mail.Personalizations!)
            foreach (var recipient in personalization.Recipients)
                foreach (var happened in EventsOf(_outcomes.GetValueOrDefault(recipient.Email!, "delivered")))
                    Add(happened, id, recipient.Email!, mail.CustomArgsOf(personalization));
        _waiting.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _http.Dispose();
        _key.Dispose();
        _waiting.Dispose();
        _stop.Dispose();
    }

    private static JsonObject[] EventsOf(string outcome) => outcome switch
    {
        "bounce" => [new() { ["event"] = "processed" }, new() { ["event"] = "bounce", ["type"] = "bounce", ["reason"] = "550 5.1.1 user unknown" }],
        "blocked" => [new() { ["event"] = "processed" }, new() { ["event"] = "bounce", ["type"] = "blocked", ["reason"] = "421 try again later" }],
        "dropped" => [new() { ["event"] = "dropped", ["reason"] = "Bounced Address" }],
        _ => [new() { ["event"] = "processed" }, new() { ["event"] = "delivered", ["response"] = "250 OK" }],
    };

    private void Add(JsonObject happened, string id, string recipient, IReadOnlyDictionary<string, string> customArgs)
    {
        happened["email"] = recipient;
        happened["timestamp"] = _time.GetUtcNow().ToUnixTimeSeconds();
        happened["sg_event_id"] = RandomNumberGenerator.GetHexString(22, lowercase: true);
        happened["sg_message_id"] = id;
        foreach (var (name, value) in customArgs) happened[name] = value;
        _database.Execute("INSERT INTO events(body) VALUES (@body)", ("@body", happened.ToJsonString()));
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _waiting.WaitAsync(_stop.Token);
                while (Address is { } address && Waiting() is { Count: > 0 } waiting)
                {
                    if (await TrySendAsync(address, waiting)) _database.Execute("DELETE FROM events WHERE sequence <= @last", ("@last", waiting[^1].Sequence));
                    else await Task.Delay(Pause, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The part is stopping.
        }
    }

    private IReadOnlyList<(long Sequence, string Body)> Waiting() =>
        _database.Query("SELECT sequence, body FROM events ORDER BY sequence LIMIT @most", row => (row.GetInt64(0), row.GetString(1)), ("@most", BatchSize));

    private async Task<bool> TrySendAsync(Uri address, IReadOnlyList<(long Sequence, string Body)> events)
    {
        var body = Encoding.UTF8.GetBytes($"[{string.Join(",\r\n", events.Select(happened => happened.Body))}]");
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = _key.SignData([.. Encoding.ASCII.GetBytes(timestamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature));
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Timestamp", timestamp);
        try
        {
            using var response = await _http.SendAsync(request, _stop.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException && !_stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
