using System.Net;
using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Kpm.Functions.Web;

/// <summary>The pages that explain the codes of errors: the Markdown of <c>docs/errors</c>, made HTML once, and their style.</summary>
internal sealed class ErrorPages
{
    private const string Index = "index";
    private const string MarkdownSuffix = ".md";

    /// <summary>Tables, and nothing that is HTML already.</summary>
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    private readonly Dictionary<string, WebFile> _pages;

    private ErrorPages(Dictionary<string, WebFile> pages) => _pages = pages;

    /// <summary>Reads the folder <c>web/errors</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The app was built without it.</exception>
    public static ErrorPages Read() => new(WebFolder.Read("errors").Files.ToDictionary(
        file => file.Key.EndsWith(MarkdownSuffix, StringComparison.Ordinal) ? file.Key[..^MarkdownSuffix.Length] : file.Key,
        file => file.Key.EndsWith(MarkdownSuffix, StringComparison.Ordinal) ? Page(Encoding.UTF8.GetString(file.Value.Bytes)) : file.Value,
        StringComparer.Ordinal));

    /// <summary>The page of a code; the list of codes for none. Null when there is no such page.</summary>
    public WebFile? Find(string? code) => _pages.GetValueOrDefault(string.IsNullOrEmpty(code) ? Index : code);

    private static WebFile Page(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>()) link.Url = PlaceOf(link.Url);
        var title = WebUtility.HtmlEncode(markdown.Split('\n', 2)[0].TrimStart('#', ' '));
        return WebFile.Of(Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{title} · Keepem</title>
            <link rel="stylesheet" href="/errors/errors.css">
            </head>
            <body>
            <nav><a href="/errors/">Keepem · Error codes</a></nav>
            <main>
            {document.ToHtml(Pipeline)}</main>
            </body>
            </html>
            """), "text/html; charset=utf-8");
    }

    /// <summary>Pages lie in one folder here, and have no suffix.</summary>
    private static string? PlaceOf(string? url) =>
        url?.EndsWith(MarkdownSuffix, StringComparison.Ordinal) == true ? $"/errors/{Path.GetFileNameWithoutExtension(url)}" : url;
}
