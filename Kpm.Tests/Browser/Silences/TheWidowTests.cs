using System.Security.Cryptography;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser.Silences;

/// <summary>"The widow", in a browser: somebody plans for their silence, and when every stage has passed, what they left is opened.</summary>
[Collection(ApiTests.Name)]
public sealed class TheWidowTests(LazyApiWorld lazy) : SilenceInBrowser(lazy)
{
    [Fact]
    public async Task Given_APlanWrittenInTheBrowser_When_EveryStageOfASilenceHasPassed_Then_TheReceiverOpensWhatWasLeft()
    {
        var script = NewScript();
        script.Turns["gone"] = async () =>
        {
            var legacy = await Eventually.GetAsync(() => Anna.ItemsAsync("/me/legacy"), legacies => legacies.Count == 1, "the plan");
            var attempt = await Time.PassPeriodAsync(Anna, $"/legacy/{legacy[0].GetProperty("id").GetString()}", days: 91);
            await Time.PassDaysAsync(attempt, until: 2);
            await MailedAsync(Cleo, MailKind.KeeperAsked);
            await Time.PassDaysAsync(attempt, until: 4);
            await MailedAsync(Ben, MailKind.LegacyClaimable);
            return Convert.ToHexStringLower(SHA256.HashData(Letter.Bytes));
        };

        await script.RunAsync("Silences/widow.mjs");
    }
}
