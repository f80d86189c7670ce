using System.Text.Json;
using Kpm.Core.Shared.Claims;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Tests.Fakes;
using Kpm.Tests.Local.Cosmos;
using Microsoft.Extensions.Options;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

public sealed class InMemoryClaimsTests : ClaimStoreContract
{
    protected override IClaimStore Claims { get; } = new InMemoryClaims();
}

[Collection(nameof(LocalStores))]
public sealed class CosmosClaimStoreTests(LocalStores stores) : ClaimStoreContract
{
    protected override IClaimStore Claims { get; } = new ClaimStore(stores.Database, WithKey(1));

    [Fact]
    public async Task Given_AnAddress_When_Claimed_Then_TheDocumentTellsItToNobodyAndAnotherKeyNamesItOtherwise()
    {
        var name = new ClaimName(ClaimKind.Email, $"{Guid.NewGuid():N}@example.com");
        await Claims.TryCreateAsync(new Claim(name, "holder", SampleStates.Now), default);

        (await new ClaimStore(stores.Database, WithKey(2)).FindAsync(name, default)).Should().BeNull();

        var held = await CosmosAccount.Rows<JsonElement>(stores.Database.GetContainer("claims"), "SELECT * FROM c");
        held.Should().NotBeEmpty().And.NotContain(document => document.GetRawText().Contains('@'));
    }

    private static IOptions<ClaimOptions> WithKey(byte fill) => Options.Create(new ClaimOptions { Key = Convert.ToBase64String([.. Enumerable.Repeat(fill, 32)]) });
}
