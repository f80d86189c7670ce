using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>Reads what a page sends as a form and a program as JSON.</summary>
internal static class FormOrJsonBody
{
    /// <param name="request">The request.</param>
    /// <param name="ofForm">Makes the body of a form's fields; a field that is missing is an empty text there.</param>
    /// <returns>The body, and whether it came from a page, which is to be answered by a page.</returns>
    public static async Task<(Result<T> Body, bool IsForm)> ReadAsync<T>(HttpRequest request, Func<IFormCollection, T> ofForm) where T : class
    {
        if (request.HasJsonContentType()) return (await JsonBody.ReadAsync<T>(request), false);
        var form = await FormBody.ReadAsync(request);
        return (form.IsFailure ? (Result<T>)form.Error : ofForm(form.Value), true);
    }
}
