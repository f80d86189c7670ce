using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Drill;

/// <summary>Backups of real stores, and what refuses to be restored.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private StoredWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await StoredWorld.StartAsync();
        await _world.PutAsync("users", """{"id":"anna","pk":"anna","type":"user","state":{"lifecycle":"active"},"outbox":[{"id":"1"}],"outboxDue":5}""");
        await _world.PutAsync("users", """{"id":"ben","pk":"ben","type":"user","state":{"lifecycle":"active"}}""");
        await _world.PutAsync("releases", """{"id":"plan","pk":"plan","type":"release"}""");
        await _world.PutKeysAsync("""{"id":"userKeys","pk":"anna","versions":[]}""");
        await _world.PutKeysAsync("""{"id":"userKeys","pk":"ben","versions":[]}""");
        await _world.PutBlobAsync("0192/asset/one", "sealed");
        await _world.PutBlobAsync("exports/two", "sealed, too");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Given_ABackup_When_RestoredIntoEmptyStores_Then_EverythingIsAsBefore()
    {
        var before = await _world.EverythingAsync();
        var manifest = await _world.BackUpAsync();
        await _world.LoseAsync();
        (await _world.EverythingAsync()).Should().BeEmpty();

        var figures = await _world.RestoreAsync();

        (await _world.EverythingAsync()).Should().Equal(before);
        (manifest.DocumentCount, manifest.BlobCount, manifest.BlobBytes).Should().Be((5, 2, 17));
        (figures.Documents, figures.Expired, figures.Blobs, figures.BlobBytes, figures.ErasedSince.Count).Should().Be((5, 0, 2, 17, 0));
    }

    [Theory]
    [InlineData("document")]
    [InlineData("key")]
    [InlineData("blob")]
    public async Task Given_StoresThatAreNotEmpty_When_Restored_Then_ItIsRefusedAndNothingIsWritten(string left)
    {
        await _world.BackUpAsync();
        await _world.LoseAsync();
        await (left switch
        {
            "document" => _world.PutAsync("mails", """{"id":"m","pk":"m"}"""),
            "key" => _world.PutKeysAsync("""{"id":"userKeys","pk":"cleo"}"""),
            _ => _world.PutBlobAsync("x", "y"),
        });
        var before = await _world.EverythingAsync();

        await _world.Awaiting(world => world.RestoreAsync()).Should().ThrowAsync<BackupRefusedException>();

        (await _world.EverythingAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task Given_ADamagedBackup_When_Restored_Then_ItIsRefusedAndNothingIsWritten()
    {
        await _world.BackUpAsync();
        await _world.LoseAsync();
        await File.AppendAllTextAsync(Path.Combine(_world.Folder, BackupFolder.DocumentsOf("kpm", "users")), "\n");

        await _world.Awaiting(world => world.RestoreAsync()).Should().ThrowAsync<BackupRefusedException>();

        (await _world.EverythingAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ARestoreThatDiedHalfWay_When_Repeated_Then_EverythingIsAsBefore()
    {
        var before = await _world.EverythingAsync();
        await _world.BackUpAsync();
        await _world.LoseAsync();
        await _world.RefuseWritesAsync("releases", 1);
        await _world.Awaiting(world => world.RestoreAsync()).Should().ThrowAsync<CosmosException>();
        (await _world.EverythingAsync()).Should().Contain(stored => stored.Contains("\"restore\"", StringComparison.Ordinal)).And.Contain(stored => stored.StartsWith("users ", StringComparison.Ordinal));
        await _world.Awaiting(world => new Backup(world.Stores, new BackupFolder(world.Folder + "2"), TimeProvider.System).TakeAsync()).Should().ThrowAsync<BackupRefusedException>("these stores are half");

        await _world.RestoreAsync();

        (await _world.EverythingAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task Given_ARestoreThatDiedHalfWay_When_AnotherBackupIsRestored_Then_ItIsRefused()
    {
        await _world.BackUpAsync();
        await _world.LoseAsync();
        await new RestoreMark(_world.Stores).SetAsync("another backup");

        await _world.Awaiting(world => world.RestoreAsync()).Should().ThrowAsync<BackupRefusedException>();
    }

    [Fact]
    public async Task Given_DocumentsThatVanish_When_RestoredLater_Then_TheyVanishWhenTheyWouldHave()
    {
        await _world.PutAsync("users", """{"id":"session","pk":"anna","ttl":1000}""");
        await _world.PutAsync("users", """{"id":"repeat","pk":"anna","ttl":300}""");
        await _world.PutAsync("inbox", """{"id":"seen","pk":"seen"}""");
        await _world.BackUpAsync();
        await _world.LoseAsync();

        var figures = await _world.RestoreAsync(new FixedTime(TimeProvider.System.GetUtcNow().AddSeconds(500)));

        figures.Expired.Should().Be(1);
        (await TtlAsync("users", "session", "anna")).Should().BeInRange(1, 500);
        (await TtlAsync("inbox", "seen", "seen")).Should().BeInRange(2_592_000 - 600, 2_592_000 - 500);
    }

    [Fact]
    public async Task Given_KeysThatWereNotLost_When_RestoredWithoutThem_Then_TheyStayAndWhoWasErasedSinceIsNamed()
    {
        await _world.PutAsync("users", """{"id":"emma","pk":"emma","type":"user","state":{"lifecycle":"removed"}}""");
        await _world.PutKeysAsync("""{"id":"userKeys","pk":"emma","versions":[],"erasedTs":1}""");
        await _world.BackUpAsync();
        await _world.LoseDocumentsAsync();
        await _world.PutKeysAsync("""{"id":"userKeys","pk":"ben","versions":[],"erasedTs":7}""");

        var figures = await _world.RestoreAsync(withKeys: false);

        figures.ErasedSince.Should().Equal("ben");
        (await _world.EverythingAsync()).Should().Contain(stored => stored.Contains("\"erasedTs\":7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_AHistoryThatGoesOn_When_BackedUp_Then_ItEndsWhereItsHeadSays()
    {
        await _world.PutAsync("history", """{"id":"head","pk":"anna","type":"historyHead","sequence":2}""");
        for (var i = 1; i <= 3; i++) await _world.PutAsync("history", $$"""{"id":"entry{{i}}","pk":"anna","type":"historyEntry","sequence":{{i}}}""");

        await _world.BackUpAsync();

        var lines = await File.ReadAllLinesAsync(Path.Combine(_world.Folder, BackupFolder.DocumentsOf("kpm", "history")));
        lines.Should().HaveCount(3).And.NotContain(line => line.Contains("entry3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_AKeyThatIsBeingRotated_When_ABackupBegins_Then_ItIsRefused()
    {
        await _world.PutAsync("keyRotations", """{"id":"r","pk":"r","type":"keyRotation","nextCheckAt":5}""");

        await _world.Awaiting(world => world.BackUpAsync()).Should().ThrowAsync<BackupRefusedException>();

        Directory.Exists(_world.Folder).Should().BeFalse();
    }

    private async Task<int> TtlAsync(string container, string id, string partition) =>
        (await _world.Stores.Of(container).ReadItemAsync<System.Text.Json.JsonElement>(id, new PartitionKey(partition))).Resource.GetProperty("ttl").GetInt32();

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
