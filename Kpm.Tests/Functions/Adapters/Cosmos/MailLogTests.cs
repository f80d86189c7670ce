using Kpm.Core.Notifications;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

public sealed class InMemoryMailLogTests : MailLogContract
{
    protected override IMailLog Log { get; } = new InMemoryMailLog();
}

[Collection(nameof(LocalStores))]
public sealed class CosmosMailLogTests(LocalStores stores) : MailLogContract
{
    protected override IMailLog Log { get; } = new MailLog(stores.Database);
}
