using System.Text.Json.Serialization;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Kpm.Functions.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>A refusal on the wire: RFC 9457 problem details with a stable code.</summary>
/// <param name="Type">Names the kind of problem; its page explains it.</param>
/// <param name="Title">The kind of problem in the caller's language.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">This occurrence in the caller's language.</param>
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
    IReadOnlyList<FieldProblem>? Errors,
    int? Score)
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(Error error, ProblemWords words, HttpContext http) => new(
        $"https://keepem.app/errors/{error.Code}",
        words.TitleOf(error),
        StatusOf(error.Kind),
        words.DetailOf(error),
        error.Code,
        RequestId.Of(http, http.TraceIdentifier),
        (error as ValidationFailed)?.Fields.Select(field => new FieldProblem(field.Pointer, words.DetailOf(field.Fault))).ToList(),
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
}

/// <summary>A field that is not valid, on the wire.</summary>
internal sealed record FieldProblem(string Pointer, string Detail);
