using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>Several receivers who claim one release at the same instant, through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class ConcurrentTriggerTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_ARelease_When_TwoReceiversTriggerItAtOnce_Then_ItIsExecutedOnce()
    {
        var world = await lazy.GetAsync();
        using var owner = await world.JoinAsync("giver");
        using var first = await world.JoinAsync("first");
        using var second = await world.JoinAsync("second");
        await ApiWorld.BefriendAsync(owner, first);
        await ApiWorld.BefriendAsync(owner, second);
        var asset = await owner.AddAssetAsync("For both", FileToUpload.Binary(100));
        var scheduled = await owner.PostAsync("/legacy/transfer", new { name = "For both", assets = new[] { asset }, receivers = new[] { first.UserId, second.UserId }, scheduled_date = 1 });
        var release = scheduled.Location!.ToString();
        await Eventually.IsTrueAsync(async () => (await owner.GetAsync($"/assets/{asset}")).Status == HttpStatusCode.Forbidden, "a hidden asset");

        await Eventually.IsTrueAsync(async () =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? first : second).PostAsync($"{release}/trigger", new { })));
            return answers.All(answer => answer.Status == HttpStatusCode.NoContent);
        }, "all claims succeed");

        foreach (var receiver in new[] { first, second })
            await Eventually.IsTrueAsync(async () => await receiver.CountAsync("/me/assets") == 1, "the asset in the list");
        var seen = (await first.GetAsync($"/assets/{asset}")).Json;
        seen.GetProperty("owners_id").EnumerateArray().Select(id => id.GetString()).Should().Equal($"/users/{first.UserId}", $"/users/{second.UserId}");
        var before = (await first.GetAsync($"/assets/{asset}")).ETag;
        (await second.PostAsync($"{release}/trigger", new { })).Status.Should().Be(HttpStatusCode.NoContent);
        (await first.GetAsync($"/assets/{asset}")).ETag.Should().Be(before, "created, uploaded, held, moved: and nothing after");
        before.Should().StartWith("\"4-");
    }
}
