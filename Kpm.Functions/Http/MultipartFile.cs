using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http;

/// <summary>A file in a <c>multipart/form-data</c> body (RFC 7578), read as it arrives and never kept.</summary>
internal sealed record MultipartFile(string Name, string Type, Stream Content)
{
    /// <summary>Goes to the file part of this field. Other parts before it are skipped, whatever comes after it is not read.</summary>
    /// <exception cref="IOException">The body is broken or was cut off.</exception>
    public static async Task<Result<MultipartFile>> OpenAsync(HttpRequest request, string field, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary)
        {
            return new UnsupportedBody("multipart/form-data");
        }

        var reader = new MultipartReader(boundary.ToString(), request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                && disposition.IsFileDisposition()
                && HeaderUtilities.RemoveQuotes(disposition.Name) == field)
            {
                var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
                return new MultipartFile(name.ToString(), section.ContentType ?? "application/octet-stream", section.Body);
            }
        }

        return new ValidationFailed([new FieldError($"/{field}", new Required())]);
    }
}
