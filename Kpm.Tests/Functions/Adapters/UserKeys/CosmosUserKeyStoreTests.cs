using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Tests.Local;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

public sealed class CosmosUserKeyStoreTests(LocalKeysContainer keys) : UserKeyStoreContract, IClassFixture<LocalKeysContainer>
{
    protected override IUserKeyStore Store { get; } = new CosmosUserKeyStore(keys.Container, pageSize: 2);

    [Fact]
    public async Task Given_AKey_When_Stored_Then_TheDocumentHasTheDocumentedForm()
    {
        var owner = new UserId(Guid.CreateVersion7());
        await Store.TryCreateAsync(owner, new WrappedUserKey(1, [1, 2, 3], "https://v/keys/k/1", "RSA-OAEP-256", new Timestamp(5)), default);

        var document = await ReadAsync(owner);

        document.GetProperty("type").GetString().Should().Be("userKeys");
        document.GetProperty("pk").GetString().Should().Be(owner.ToString());
        document.GetProperty("versions")[0].GetRawText().Should().Be(
            """{"version":1,"wrappedKey":"AQID","keyEncryptionKeyId":"https://v/keys/k/1","algorithm":"RSA-OAEP-256","createdTs":5}""");
        document.TryGetProperty("erasedTs", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Given_AKey_When_Erased_Then_NothingOfItIsLeftInTheDocument()
    {
        var owner = new UserId(Guid.CreateVersion7());
        await Store.TryCreateAsync(owner, new WrappedUserKey(1, [1, 2, 3], "https://v/keys/k/1", "RSA-OAEP-256", new Timestamp(5)), default);

        await Store.EraseAsync(owner, new Timestamp(7), default);

        var document = await ReadAsync(owner);
        document.GetProperty("versions").GetArrayLength().Should().Be(0);
        document.GetProperty("erasedTs").GetInt64().Should().Be(7);
        document.GetRawText().Should().NotContain("AQID");
    }

    private async Task<JsonElement> ReadAsync(UserId owner)
    {
        using var response = await keys.Container.ReadItemStreamAsync("userKeys", new PartitionKey(owner.ToString()));
        return (await JsonDocument.ParseAsync(response.Content)).RootElement;
    }
}

/// <summary>The container <c>keys</c> of the local Cosmos DB.</summary>
public sealed class LocalKeysContainer : IAsyncLifetime
{
    private static readonly string AccountKey = Convert.ToBase64String(new byte[64]);

    private LocalPart? _cosmos;
    private CosmosClient? _client;

    public Container Container => _client!.GetContainer("kpm-keys", "keys");

    public async ValueTask InitializeAsync()
    {
        _cosmos = await LocalPart.StartAsync("cosmos", "--topology", LocalPart.TopologyPath, "--key", AccountKey);
        var options = new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true };
        _client = new CosmosClient($"http://127.0.0.1:{_cosmos.Port}/", AccountKey, options);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_cosmos is not null) await _cosmos.DisposeAsync();
    }
}
