using System.Text.Json.Serialization;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>A refusal on the wire: RFC 9457 problem details with a stable code.</summary>
/// <param name="Type">Names the kind of problem.</param>
/// <param name="Title">The kind of problem in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">This occurrence in words.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="TraceId">Finds this request in the logs.</param>
/// <param name="Errors">The fields that are not valid, for 422.</param>
/// <param name="Score">How hard the password is to guess, 0 to 4, for <c>password_too_weak</c>.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    [property: JsonPropertyName("traceId")] string TraceId,
    IReadOnlyList<FieldError>? Errors,
    int? Score)
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(Error error, HttpContext http) => new(
        $"https://keepem.app/errors/{error.Code}",
        TitleOf(error.Kind),
        StatusOf(error.Kind),
        error.Detail,
        error.Code,
        RequestId.Of(http, http.TraceIdentifier),
        (error as ValidationFailed)?.Fields,
        (error as PasswordTooWeak)?.Score);

    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.RangeNotSatisfiable => StatusCodes.Status416RangeNotSatisfiable,
        ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
        ErrorKind.Internal => StatusCodes.Status500InternalServerError,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
    };

    private static string TitleOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => "The request breaks a rule.",
        ErrorKind.Unauthenticated => "Authentication is needed.",
        ErrorKind.Forbidden => "This is not allowed.",
        ErrorKind.NotFound => "Not found.",
        ErrorKind.Conflict => "The present state does not allow this.",
        ErrorKind.PreconditionFailed => "Changed meanwhile.",
        ErrorKind.TooLarge => "Too large.",
        ErrorKind.RangeNotSatisfiable => "No such range.",
        ErrorKind.Unprocessable => "Some fields are not valid.",
        ErrorKind.TooManyRequests => "Too many requests.",
        ErrorKind.Internal => "Something went wrong.",
        ErrorKind.Unavailable => "Temporarily not available.",
    };
}
