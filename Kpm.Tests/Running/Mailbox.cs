using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpm.Tests.Running;

/// <summary>A mail as the sink received it.</summary>
public sealed record SentMail(string Id, string To, string Subject, string Html, string Text, IReadOnlyDictionary<string, string>? CustomArgs);

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

    /// <summary>Waits for the mail and takes the link out of it.</summary>
    public async Task<Uri> ActivationLinkAsync(string to)
    {
        var mails = await Eventually.GetAsync(() => MailsAsync(to), found => found.Any(mail => Link().IsMatch(mail.Text)), "a mail with a link");
        return new Uri(Link().Match(mails.Last(mail => Link().IsMatch(mail.Text)).Text).Value);
    }

    /// <summary>Makes the next sends fail with this status.</summary>
    public async Task FailAsync(int status, int count)
    {
        using var response = await Http.PostAsJsonAsync(new Uri(sinks, "/faults/mail"), new { status, count });
        response.EnsureSuccessStatusCode();
    }

    public Task ClearAsync() => Http.DeleteAsync(new Uri(sinks, "/mails"));

    [GeneratedRegex(@"http\S+activation_token=\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
