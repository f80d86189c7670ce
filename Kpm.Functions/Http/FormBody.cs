using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>Reads small forms (<c>application/x-www-form-urlencoded</c>).</summary>
internal static class FormBody
{
    private const int MaximumBytes = 16 * 1024;
    private const string MediaType = "application/x-www-form-urlencoded";

    public static bool IsForm(HttpRequest request) => request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) == true;

    public static async Task<Result<IFormCollection>> ReadAsync(HttpRequest request)
    {
        if (!IsForm(request)) return new UnsupportedBody(MediaType);
        if (request.ContentLength is null or > MaximumBytes) return new BodyTooLarge();
        try
        {
            return new FormCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(await request.ReadFormAsync(request.HttpContext.RequestAborted), StringComparer.Ordinal));
        }
        catch (InvalidDataException)
        {
            return new ValidationFailed([new FieldError("", new UnreadableForm())]);
        }
    }
}
