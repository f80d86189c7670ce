using System.Net;
using System.Text.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>Whatever is rehearsed, nothing changes but the rehearsal.</summary>
[Collection(ApiTests.Name)]
public sealed class RehearsalChangesNothingTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    private const string School = "The old school";

    /// <summary>What a rehearsal leaves behind by its nature: itself, its mails to the owner, the messages that carried it, the counts of requests, and that a key was used.</summary>
    private static readonly string[] Left = ["rehearsals", "mails", "inbox", "rateLimits", "keyUses", "jobs"];
    private readonly LazyApiWorld _lazy = lazy;

    [Theory]
    [InlineData("gift", "executed")]
    [InlineData("copy", "executed")]
    [InlineData("silence", "executed")]
    [InlineData("invited", "waits")]
    public async Task Given_APlan_When_Rehearsed_Then_NothingElseChanges(string plan, string outcome)
    {
        var (legacy, wish) = await PlanAsync(plan);
        var world = await _lazy.GetAsync();
        await world.App.BusOperator.AreDrainedAsync();
        using var stored = new StoredDocuments(world.App);
        var (before, blobs, history) = (await SnapshotAsync(stored, legacy), await stored.AllBlobsAsync(), await Anna.CountAsync("/me/history"));
        before.Should().HaveCountGreaterThan(10);

        var found = await Anna.RehearsedAsync(legacy, wish);
        await world.App.BusOperator.AreDrainedAsync();

        found.GetProperty("result").GetProperty("outcome").GetString().Should().Be(outcome);
        (await SnapshotAsync(stored, legacy)).Should().BeEquivalentTo(before);
        (await stored.AllBlobsAsync()).Should().BeEquivalentTo(blobs);
        (await Anna.CountAsync("/me/history")).Should().Be(history);
        (await Ben.CountAsync("/me/legacy/incoming")).Should().Be(0);
    }

    private async Task<(string Legacy, object Wish)> PlanAsync(string plan)
    {
        var (receivers, at) = (new[] { Ben.UserId, Cleo.UserId }, new { at = In(1_200) });
        switch (plan)
        {
            case "gift":
                var capsule = await PlanAsync("time-capsule", new { receivers, location = School, scheduled_date = In(600) });
                await IsReadyAsync(capsule);
                return (capsule, new { at = In(1_200), location = School });
            case "copy":
                return (await PlannedAsync(new { name = "A copy", assets = new[] { Memory }, receivers, delivery = "automatic", bequest_type = "copy", conditions = new { type = "date", at = In(600) } }), at);
            case "silence":
                var silence = new { type = "inactivity", period_days = 90, reminders = 2, reminder_every_days = 1, grace_days = 1, wait_days = 1 };
                return (await PlannedAsync(new { name = "For when I am silent", assets = new[] { Memory }, receivers, delivery = "automatic", keepers = receivers, bequest_type = "copy", conditions = silence }), new { silent = true });
            default:
                var invited = new object[] { Ben.UserId, new { email = Person.New("dora").Email, name = "Dora" } };
                return (await PlannedAsync(new { name = "For Dora, too", assets = new[] { Memory }, receivers = invited, delivery = "automatic", bequest_type = "copy", conditions = new { type = "date", at = In(600) } }), at);
        }
    }

    private async Task<string> PlannedAsync(object terms)
    {
        var planned = await Anna.PostAsync("/legacy", terms);
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        var legacy = planned.Location!.ToString();
        await (await _lazy.GetAsync()).App.BusOperator.AreDrainedAsync();
        return legacy;
    }

    /// <summary>Every stored document that tells of one of the three, or of the legacy, as it lies there. To ask for a rehearsal is a sign of life of Anna's, and no other change of hers.</summary>
    private async Task<Dictionary<string, string>> SnapshotAsync(StoredDocuments stored, string legacy)
    {
        string[] named = [Anna.UserId, Ben.UserId, Cleo.UserId, legacy["/legacy/".Length..]];
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var container in StoredDocuments.ContainerNames.Except(Left))
            foreach (var document in await stored.DocumentsAsync(container))
                if (named.Any(document.GetRawText().Contains)) all.Add($"{container}/{Text(document, "pk")}/{Text(document, "id")}", container == "signsOfLife" ? SoughtOf(document) : document.GetRawText());
        return all;
    }

    private static string SoughtOf(JsonElement signs)
    {
        var state = signs.GetProperty("state");
        return $"{(state.TryGetProperty("soughtBy", out var sought) ? sought.GetRawText() : "")} {(state.TryGetProperty("settledTs", out var settled) ? settled.GetRawText() : "")}";
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
