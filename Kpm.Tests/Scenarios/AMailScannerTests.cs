using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kpm.Core.Notifications;
using Kpm.Tests.Browser;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>A program of a mail provider opens every link of every mail, again and again: that is nobody's sign of life, and nobody's wish.</summary>
[Collection(ApiTests.Name)]
public sealed partial class AMailScannerTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    private const int VisitsOfAYear = 365;
    private const int DaysBetweenHeads = 30;
    private const int AtATime = 8;

    /// <summary>What every kind of link that Kpm mails brings along.</summary>
    private static readonly string[] Tokens = ["activation_token", "reset_token", "email_change_token", "invitation_token", "claim_token", "check_in_token", "erasure_token"];

    [Fact]
    public async Task Given_AProgramThatOpensEveryLinkOfAllMails_When_ItDoesSoForAYear_Then_NothingThatIsStoredChanges()
    {
        var earlier = (await World.App.Mailbox.MailsAsync()).Count;
        await MailedLinks.AddAsync(World, new BrowserScript(World.App.Api));
        var attempt = await Time.PassPeriodAsync(Anna, await PlanAsync(Ben, periodDays: 30), days: 31);
        await Time.PassDaysAsync(attempt, until: 3);
        await MailedAsync(Anna, MailKind.CheckIn, MailKind.CheckIn, MailKind.CheckIn, MailKind.ReleaseImminent);
        await MailedAsync(Cleo, MailKind.KeeperChosen, MailKind.KeeperAsked, MailKind.KeeperWarned);
        await World.App.BusOperator.AreDrainedAsync();
        // What comes due of others meanwhile waits: whatever a link changes is in a document before it is in a message.
        await World.App.BusOperator.HoldDeliveriesAsync(true);
        string[] links = [.. await LinksSinceAsync(earlier), "/api/v1/users/checked-in"];
        foreach (var token in Tokens) links.Should().Contain(link => link.Contains($"?{token}=", StringComparison.Ordinal));
        using var stored = new StoredDocuments(World.App);
        var before = await stored.EverythingAsync();

        foreach (var link in links) (await World.Nobody.GetAsync(link)).Status.Should().Be(AnswerOf(link), link);
        await OpenAllAsync(links);

        var after = await stored.EverythingAsync();
        await World.App.BusOperator.HoldDeliveriesAsync(false);
        after.Except(before, StringComparer.Ordinal).Should().BeEmpty();
        before.Except(after, StringComparer.Ordinal).Where(document => !Ends(document)).Should().BeEmpty();
        await Time.PassDaysAsync(attempt, until: 4);
    }

    /// <summary>Where the links of all mails to Anna, her keepers and all who were mailed since then lead.</summary>
    private async Task<IReadOnlyList<string>> LinksSinceAsync(int earlier)
    {
        string[] known = [PersonOf(Anna).Email, PersonOf(Ben).Email, PersonOf(Cleo).Email];
        var mails = await World.App.Mailbox.MailsAsync();
        return [.. mails.Where((mail, i) => i >= earlier || known.Contains(mail.To, StringComparer.Ordinal)).SelectMany(mail => mail.Links()).Select(link => link.PathAndQuery).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Some at a time, and past the checks of the contract, which would take longer than the year.</summary>
    private async Task OpenAllAsync(IReadOnlyList<string> links)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = World.App.Api };
        var visits = Enumerable.Range(0, VisitsOfAYear).SelectMany(day => links.SelectMany(link => MethodsOn(day).Select(method => (method, link))));
        await Parallel.ForEachAsync(visits, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (visit, cancellationToken) =>
        {
            using var request = new HttpRequestMessage(visit.method, visit.link);
            using var answer = await http.SendAsync(request, cancellationToken);
            if (visit.method == HttpMethod.Get) answer.StatusCode.Should().Be(AnswerOf(visit.link), visit.link);
        });
    }

    private static HttpMethod[] MethodsOn(int day) => day % DaysBetweenHeads == 0 ? [HttpMethod.Get, HttpMethod.Head] : [HttpMethod.Get];

    /// <summary>The board is mailed where the API has a new user: that is for an admin alone.</summary>
    private static HttpStatusCode AnswerOf(string link) => NewUser().IsMatch(link) ? HttpStatusCode.Unauthorized : HttpStatusCode.OK;

    /// <summary>Whether the store forgets a document by itself in time.</summary>
    private static bool Ends(string line)
    {
        using var document = JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]);
        return document.RootElement.TryGetProperty("ttl", out _);
    }

    [GeneratedRegex("/users/[0-9a-f-]{36}$", RegexOptions.None, 1000)]
    private static partial Regex NewUser();
}
