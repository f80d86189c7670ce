using Kpm.Core.Notifications;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Tests.Fakes;
using Microsoft.Azure.Cosmos;
using System.Text.Json;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

public sealed class InMemoryPushLogTests : PushLogContract
{
    protected override IPushLog Log { get; } = new InMemoryPushLog();
}

[Collection(nameof(LocalStores))]
public sealed class CosmosPushLogTests(LocalStores stores) : PushLogContract
{
    protected override IPushLog Log { get; } = new PushLog(stores.Database);

    [Fact]
    public async Task Given_APush_When_Stored_Then_ItIsKeptBesideTheMailsFor30Days()
    {
        var id = $"{Guid.NewGuid()}.1.0:{PushKind.Reminder}:{Guid.NewGuid()}";
        await Log.StartAsync(id, PushKind.Reminder, SampleStates.Now, SendPushHandler.Lease, default);
        await Log.MarkSentAsync(id, SampleStates.Now, default);

        var stored = (await stores.Database.GetContainer("mails").ReadItemAsync<JsonElement>($"push:{id}", new PartitionKey($"push:{id}"))).Resource;

        stored.GetProperty("type").GetString().Should().Be("push");
        stored.GetProperty("kind").GetString().Should().Be("reminder");
        stored.GetProperty("state").GetString().Should().Be("sent");
        stored.GetProperty("ttl").GetInt32().Should().Be(30 * 24 * 3600);
    }
}
