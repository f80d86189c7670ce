using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kpm.Functions.Web.Pages;

/// <summary>Chooses the language of a page: what the reader chose on it, else what the browser asks for.</summary>
internal static class PageLanguage
{
    /// <summary>The parameter of the query, and the field of a form, that says what the reader chose.</summary>
    public const string Field = "lang";

    public static Language Of(HttpRequest request) =>
        Find(request.Query[Field].ToString()) ?? Find(request.HttpContext.Features.Get<IFormFeature>()?.Form?[Field].ToString()) ?? AcceptLanguage.Of(request);

    /// <summary>The tag of a language, as in HTML (RFC 5646).</summary>
    public static string TagOf(Language language) => language switch
    {
        Language.Ca => "ca",
        Language.Es => "es",
        Language.En => "en",
    };

    private static Language? Find(string? tag) => Enum.GetValues<Language>().Cast<Language?>().FirstOrDefault(language => TagOf(language!.Value) == tag);
}
