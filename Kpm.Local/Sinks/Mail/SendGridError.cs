namespace Kpm.Local.Sinks.Mail;

/// <summary>One entry of SendGrid's error body.</summary>
internal sealed record SendGridError(string Message, string? Field = null, string? Help = null)
{
    private const string HelpPage = "http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html";

    /// <summary>An error in one parameter, with SendGrid's link to its help.</summary>
    public static SendGridError Parameter(string field, string message) => new(message, field, $"{HelpPage}#message.{field}");

    /// <summary>Source: twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/responses.</summary>
    public static SendGridError ForStatus(int status) => new(status switch
    {
        400 => "Bad Request",
        401 => "The provided authorization grant is invalid, expired, or revoked",
        403 => "access forbidden",
        413 => "The JSON payload you have included in your request is too large.",
        415 => "Content-Type should be application/json.",
        429 => "too many requests",
        503 => "The SendGrid v3 Web API is not available.",
        _ => "An error occurred on a SendGrid server.",
    });

    /// <summary>The answer with these errors.</summary>
    public static IResult Answer(int status, params IEnumerable<SendGridError> errors) => Results.Json(new { errors }, statusCode: status);
}
