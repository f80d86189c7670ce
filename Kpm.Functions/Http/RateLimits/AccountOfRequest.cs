using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http.RateLimits;

/// <summary>Which account a request is about: its caller's, or the one that a field of the body names.</summary>
internal static class AccountOfRequest
{
    /// <summary>Null when the request does not tell; the function will refuse it, or have no use for it.</summary>
    public static async Task<Result<string?>> FindAsync(HttpRequest request, string? field)
    {
        if (request.HttpContext.Features.Get<Caller>() is { } caller) return caller.User.ToString();
        var isForm = FormBody.IsForm(request);
        if (field is null || !(isForm || request.HasJsonContentType())) return (string?)null;

        // Read whole and kept, so that the function can read it again.
        if (await JsonBody.ReadBytesAsync(request) is not { } body) return new BodyTooLarge();
        return Normalized(isForm ? await FromFormAsync(request, field) : FromJson(body, field));
    }

    private static async Task<string?> FromFormAsync(HttpRequest request, string field)
    {
        var form = await FormBody.ReadAsync(request);
        return form.IsFailure ? null : form.Value[field].ToString();
    }

    /// <summary>As the function itself will read it: names in any case, the last of several.</summary>
    private static string? FromJson(byte[] body, string field)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var value = document.RootElement.EnumerateObject().LastOrDefault(member => member.Name.Equals(field, StringComparison.OrdinalIgnoreCase)).Value;
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Normalized(string? account)
    {
        if (string.IsNullOrWhiteSpace(account)) return null;
        var email = EmailAddress.Parse(account);
        return email.IsFailure ? account.Trim().ToLowerInvariant() : email.Value.NormalizedKey;
    }
}
