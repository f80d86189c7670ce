using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Local.Hosting;

namespace Kpm.Local.Sinks.Mail;

/// <summary>SendGrid's mail endpoint, and what tests need to look behind it.</summary>
internal sealed class MailEndpoints(MailStore mails, SmtpRelay? relay, EventWebhook webhook, TimeProvider time)
{
    /// <summary>Source: twilio.com/docs/sendgrid/api-reference/mail-send/limitations: "less than 30MB".</summary>
    private const int MaxBodyBytes = 30_000_000;

    private readonly FaultPlan _faults = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v3/mail/send", (Delegate)SendAsync);
        routes.MapGet("/mails", (string? to) => Results.Json(mails.Read(to)));
        routes.MapGet("/mails/arguments", () => Results.Json(mails.ReadArguments()));
        routes.MapDelete("/mails", () =>
        {
            mails.Clear();
            return Results.NoContent();
        });
        routes.MapPut("/webhook", (WebhookOrder order) =>
        {
            webhook.Address = order.Url;
            return Results.NoContent();
        });
        routes.MapPut("/outcomes", (OutcomeOrder order) =>
        {
            webhook.Decide(order.To, order.Outcome);
            return Results.NoContent();
        });
        _faults.Map(routes, "/faults/mail", 400, 401, 403, 429, 500, 503);
    }

    private async Task<IResult> SendAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context.Request, MaxBodyBytes);
        if (BearerToken.Of(context.Request)?.StartsWith("SG.", StringComparison.Ordinal) != true) return Refuse(StatusCodes.Status401Unauthorized);
        if (_faults.Take() is { } fault) return Fault(context.Response, fault);
        if (!context.Request.HasJsonContentType()) return Refuse(StatusCodes.Status415UnsupportedMediaType);
        if (body is null) return Refuse(StatusCodes.Status413PayloadTooLarge);
        if (Parse(body) is not { } mail) return Refuse(StatusCodes.Status400BadRequest);
        if (MailSendValidator.Validate(mail) is { Count: > 0 } errors) return SendGridError.Answer(StatusCodes.Status400BadRequest, errors);

        var id = RandomNumberGenerator.GetHexString(22, lowercase: true);
        mails.Add(id, mail);
        relay?.Offer(id, mail);
        webhook.Tell(id, mail);
        context.Response.Headers["X-Message-Id"] = id;
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static MailSend? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<MailSend>(body, MailSend.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Refuse(int status) => SendGridError.Answer(status, SendGridError.ForStatus(status));

    /// <summary>A fault; 429 with the headers of twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/rate-limits.</summary>
    private IResult Fault(HttpResponse response, FaultOrder fault)
    {
        var wait = fault.RetryAfterSeconds ?? (fault.Status == StatusCodes.Status429TooManyRequests ? 1 : null);
        if (wait is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (fault.Status == StatusCodes.Status429TooManyRequests)
        {
            response.Headers["X-RateLimit-Limit"] = "600";
            response.Headers["X-RateLimit-Remaining"] = "0";
            response.Headers["X-RateLimit-Reset"] = (time.GetUtcNow().ToUnixTimeSeconds() + (wait ?? 0)).ToString(CultureInfo.InvariantCulture);
        }

        return Refuse(fault.Status);
    }

    private sealed record WebhookOrder(Uri? Url);

    private sealed record OutcomeOrder(string To, string Outcome);
}
