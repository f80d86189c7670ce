using System.Net;
using Kpm.Tests.Browser.Silences;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Browser.Trust;

/// <summary>"Too few keepers", in a browser: one of two has left. A legacy that waits for the word of both would wait for ever; one that waits for either would not.</summary>
[Collection(ApiTests.Name)]
public sealed class TooFewKeepersTests(LazyApiWorld lazy) : SilenceInBrowser(lazy)
{
    [Fact]
    public async Task Given_AKeeperWhoHasLeft_When_LegaciesAreRehearsed_Then_ThePagesSayWhetherEnoughAreLeft()
    {
        var (both, either, script) = (await PlanAsync(2), await PlanAsync(1), NewScript());
        script.Turns["both"] = async () =>
        {
            var keep = (await Cleo.ItemsAsync("/me/keeps?state=active"))[0].GetProperty("id").GetString();
            (await Cleo.PutAsync("/me/keeps/decline", new { keep_id = keep, reason = "" })).ShouldBe(HttpStatusCode.NoContent);
            return IdOf(both);
        };
        script.Turns["either"] = () => Task.FromResult(IdOf(either));

        await script.RunAsync("Trust/keepers.mjs");
    }

    private async Task<string> PlanAsync(int count)
    {
        var planned = await Anna.PostAsync("/legacy", new
        {
            name = $"By the word of {count}",
            assets = new[] { Memory },
            receivers = new[] { Ben.UserId },
            keepers = new[] { Ben.UserId, Cleo.UserId },
            conditions = new { type = "attestation", count },
        });
        planned.ShouldBe(HttpStatusCode.Created);
        return planned.Location!.ToString();
    }
}
