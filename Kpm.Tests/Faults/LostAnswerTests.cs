using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>A command that took effect, but whose answer could not be kept.</summary>
[Collection(FaultTests.Name)]
public sealed class LostAnswerTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_AnAnswerThatCannotBeKept_When_TheRequestIsRepeated_Then_ItIsAWholeProblemFirstAndTheSameThingAfterwards()
    {
        var world = await lazy.GetAsync();
        var system = world.App;
        using var stored = new StoredDocuments(system);
        using var client = await world.JoinAsync("lost");
        await system.BusOperator.AreDrainedAsync();
        var file = FileToUpload.Binary(10);

        await stored.RefuseAsync(403, 1, "users", "Upsert");
        var lost = await client.CreateAssetAsync("Once", file, idempotencyKey: "lost");
        lost.ShouldBeProblem(500, "internal");
        lost.Location.Should().BeNull("nothing of the answer of success is left");

        var repeated = await Eventually.GetAsync(() => client.CreateAssetAsync("Once", file, idempotencyKey: "lost"), answer => answer.Code != "request_in_progress", "an answer");
        repeated.ShouldBe(HttpStatusCode.Created);
        (await client.UploadAsync(repeated.Location!, file)).ShouldBe(HttpStatusCode.Created);
        await Eventually.IsTrueAsync(async () => await client.CountAsync("/me/assets") > 0, "the asset in the list");
        await system.BusOperator.AreDrainedAsync();
        (await client.CountAsync("/me/assets")).Should().Be(1);
    }
}
