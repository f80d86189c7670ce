namespace Kpm.Functions.Web.Pages;

/// <summary>What the pages around mailed links have in common.</summary>
internal static class LinkPages
{
    /// <summary>Where people log in.</summary>
    public const string WebClient = "/app/";

    /// <summary>The link does not work any more.</summary>
    public static PageReply Ended { get; } = new(words => new Page { Status = 401, Title = words.Say("ended.title"), Text = words.SayLines("ended.text") });

    /// <summary>It was done; the way on is to log in.</summary>
    public static PageReply Done(string name) => new(words => Offer(words, name));

    /// <summary>Says how it stands, and offers the way to log in.</summary>
    public static Page Offer(PageWords words, string name) => new()
    {
        Title = words.Say($"{name}.title"),
        Text = words.SayLines($"{name}.text"),
        Sections = [new PageSection { Link = new PageLink(WebClient, words.Say("layout.open")) }],
    };

    /// <summary>The one thing that the link is for.</summary>
    public static Page Ask(PageWords words, string name, string action, string tokenField, string token, params IReadOnlyList<PageField> fields) => new()
    {
        Title = words.Say($"{name}.title"),
        Text = words.SayLines($"{name}.text"),
        Sections = [new PageSection { Form = new PageForm(action, tokenField, token, words.Say($"{name}.button")) { Fields = fields } }],
    };
}
