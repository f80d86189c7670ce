using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kpm.Local.Sinks.Mail;

namespace Kpm.Tests.Running;

/// <summary>A mail as the sink received it.</summary>
public sealed partial record SentMail(string Id, string To, string Subject, string Html, string Text, IReadOnlyDictionary<string, string>? CustomArgs)
{
    /// <summary>Every link of the mail, as a program finds it.</summary>
    public IEnumerable<Uri> Links() => Link().Matches($"{Html}\n{Text}").Select(match => new Uri(WebUtility.HtmlDecode(match.Value))).Distinct();

    [GeneratedRegex(@"https?://[^\s""<]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}

/// <summary>The mails that the system sent.</summary>
public sealed partial class Mailbox(Uri sinks)
{
    private static readonly HttpClient Http = new();

    /// <summary>All mails, or those to one address; newest last.</summary>
    public async Task<IReadOnlyList<SentMail>> MailsAsync(string? to = null)
    {
        var query = to is null ? "" : $"?to={Uri.EscapeDataString(to)}";
        return (await Http.GetFromJsonAsync<List<SentMail>>(new Uri(sinks, $"/mails{query}"), JsonSerializerOptions.Web))!;
    }

    /// <summary>To whom each mail went, by its id; a mail that came twice is there twice.</summary>
    public async Task<IReadOnlyList<(string MailId, string To)>> ArrivedAsync() =>
        [.. (await Http.GetFromJsonAsync<List<MailArguments>>(new Uri(sinks, "/mails/arguments"), JsonSerializerOptions.Web))!.Select(mail => (mail.CustomArgs["kpm_mail_id"], mail.To))];

    /// <summary>Waits for the mail and takes the link that activates the account out of it.</summary>
    public Task<Uri> ActivationLinkAsync(string to) => LinkAsync(to, "activation_token");

    /// <summary>Waits for a mail with a link of this kind and takes the newest out of it.</summary>
    /// <param name="to">Whose mail.</param>
    /// <param name="field">The parameter of the link that holds the token.</param>
    public async Task<Uri> LinkAsync(string to, string field)
    {
        var mails = await Eventually.GetAsync(() => MailsAsync(to), found => found.Any(mail => LinkOf(mail, field) is not null), $"a mail with a link with {field}");
        return mails.Select(mail => LinkOf(mail, field)).Last(link => link is not null)!;
    }

    private static Uri? LinkOf(SentMail mail, string field) =>
        Link().Matches(mail.Text).Select(match => match.Value).FirstOrDefault(link => link.Contains($"{field}=", StringComparison.Ordinal)) is { } found ? new Uri(found) : null;

    /// <summary>Makes the next sends fail with this status.</summary>
    public async Task FailAsync(int status, int count)
    {
        using var response = await Http.PostAsJsonAsync(new Uri(sinks, "/faults/mail"), new { status, count });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>From now on the mail service tells this address what becomes of mails; null for none.</summary>
    public async Task TellAsync(Uri? webhook)
    {
        using var response = await Http.PutAsJsonAsync(new Uri(sinks, "/webhook"), new { url = webhook });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>From now on this becomes of mails to an address: delivered, bounce, blocked or dropped.</summary>
    public async Task DecideAsync(string to, string outcome)
    {
        using var response = await Http.PutAsJsonAsync(new Uri(sinks, "/outcomes"), new { to, outcome });
        response.EnsureSuccessStatusCode();
    }

    public Task ClearAsync() => Http.DeleteAsync(new Uri(sinks, "/mails"));

    [GeneratedRegex(@"http\S+_token=\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
