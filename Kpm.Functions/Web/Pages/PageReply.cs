using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kpm.Functions.Web.Pages;

/// <summary>
/// A page around a mailed link, in the reader's language: no scripts, nothing kept by caches, nothing told to other sites.
/// </summary>
/// <param name="page">Makes the page of the words of a language.</param>
internal sealed class PageReply(Func<PageWords, Page> page) : IResult
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly TemplateOptions Options = new() { MemberAccessStrategy = new UnsafeMemberAccessStrategy() };
    private static readonly Lazy<IFluidTemplate> Layout = new(ReadLayout);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var words = PageWords.In(PageLanguage.Of(request));
        var shown = page(words);
        var model = new Model(shown, PageLanguage.TagOf(words.Language), words.Say("layout.languages"), words.Say("layout.about"), LanguagesOf(request, words.Language), Reply.BasePath);
        response.StatusCode = shown.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = model.Language;
        response.Headers.ContentSecurityPolicy = Policy;
        await response.WriteAsync(await Layout.Value.RenderAsync(new TemplateContext(model, Options), Encoder), httpContext.RequestAborted);
    }

    /// <summary>Where the same page is in each language; none for the answer to a form, which cannot be asked for again.</summary>
    private static List<Choice> LanguagesOf(HttpRequest request, Language current)
    {
        if (!HttpMethods.IsGet(request.Method)) return [];
        var query = request.Query.Where(parameter => parameter.Key != PageLanguage.Field).ToDictionary(parameter => parameter.Key, parameter => (string?)parameter.Value.ToString(), StringComparer.Ordinal);
        return
        [
            .. from language in new[] { Language.Ca, Language.Es, Language.En }
               let tag = PageLanguage.TagOf(language)
               select new Choice(tag, NameOf(language), QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(request.Path, query), PageLanguage.Field, tag), language == current),
        ];
    }

    /// <summary>In the language itself.</summary>
    private static string NameOf(Language language) => language switch
    {
        Language.Ca => "Català",
        Language.Es => "Español",
        Language.En => "English",
    };

    private static IFluidTemplate ReadLayout()
    {
        using var stream = typeof(PageReply).Assembly.GetManifestResourceStream("pages.layout.liquid") ?? throw new InvalidOperationException("There is no layout of pages.");
        using var reader = new StreamReader(stream);
        return new FluidParser().Parse(reader.ReadToEnd());
    }

    private sealed record Model(Page Page, string Language, string LanguagesLabel, string About, IReadOnlyList<Choice> Languages, string Base)
    {
        public override string ToString() => nameof(Model);
    }

    /// <summary>The page in one language.</summary>
    private sealed record Choice(string Tag, string Name, string Target, bool IsCurrent)
    {
        public override string ToString() => nameof(Choice);
    }
}

/// <summary>Where the browser goes after a form (RFC 9110, section 15.4.4), in the language of the form.</summary>
/// <param name="path">Below the base path.</param>
internal sealed class SeeOtherReply(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = QueryHelpers.AddQueryString(Reply.BasePath + path, PageLanguage.Field, PageLanguage.TagOf(PageLanguage.Of(httpContext.Request)));
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
