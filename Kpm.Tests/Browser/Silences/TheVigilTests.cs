using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser.Silences;

/// <summary>"The vigil", in a browser at a desk: the word of two keepers begins the wait, and one button refutes it.</summary>
[Collection(ApiTests.Name)]
public sealed class TheVigilTests(LazyApiWorld lazy) : SilenceInBrowser(lazy)
{
    [Fact]
    public async Task Given_TwoKeepersWhoMustAgree_When_BothAttestAndTheOwnerIsThere_Then_OneButtonRefutesThem()
    {
        var (legacy, attempt, script) = ("", "", NewScript(isAtDesk: true));
        script.Turns["planned"] = async () =>
        {
            legacy = (await Eventually.GetAsync(() => Cleo.ItemsAsync("/me/legacy/watched"), watched => watched.Count == 1, "what Cleo watches over"))[0].GetProperty("id").GetString()!;
            await Time.PassPresenceAsync(Anna);
            return legacy;
        };
        script.Turns["attested"] = async () =>
        {
            (await Ben.PutAsync($"/legacy/{legacy}/attestations/mine", new { })).ShouldBe(HttpStatusCode.NoContent);
            await World.App.HurriedAsync(
                "CheckDueReleases",
                async () => (attempt = (await Ben.GetAsync($"/legacy/{legacy}/attestations")).Json.GetProperty("attempt").GetString() ?? "") != "",
                "the attempt that a quorum begins");
            await Eventually.IsTrueAsync(async () => (await Ben.GetAsync(attempt)).Status == HttpStatusCode.OK, "the attempt");
            await MailedAsync(Anna, MailKind.ReleaseImminent);
            return legacy;
        };
        script.Turns["here"] = async () =>
        {
            await EndsAsync(attempt, "vetoed");
            await MailedAsync(Cleo, MailKind.KeeperReassured);
            return IdOf(attempt);
        };

        await script.RunAsync("Silences/vigil.mjs");
    }
}
