using Kpm.Core.Assets;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

[Collection(nameof(LocalStores))]
public sealed class CosmosUsersTests(LocalStores stores) : UsersContract
{
    protected override IRepository<UserAccount, UserId> Repository { get; } = new UserStore(stores.Store(UserStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(UserAccount aggregate) => stores.OutboxAsync("users", aggregate.Id.ToString());

    /// <summary>A timer is to find accounts by this member alone.</summary>
    [Fact]
    public async Task Given_AnAccount_When_ItHasReminders_Then_TheNextOneStandsBesideTheStateUntilThereIsNone()
    {
        var account = New();
        await Repository.AddAsync(account, default);
        (await DocumentAsync(account)).TryGetProperty("nextReminderAt", out _).Should().BeFalse();

        await ChangeAsync(account, new StoredReminders(SampleStates.Sealed, new Timestamp(5)));
        (await DocumentAsync(account)).GetProperty("nextReminderAt").GetInt64().Should().Be(5);

        await ChangeAsync(account, new StoredReminders(SampleStates.Sealed, null));
        (await DocumentAsync(account)).TryGetProperty("nextReminderAt", out _).Should().BeFalse();
    }

    private async Task ChangeAsync(UserAccount account, StoredReminders reminders)
    {
        var loaded = (await Repository.FindAsync(account.Id, default))!;
        loaded.ChangeReminders(new ReminderChange(ReminderList.Empty, 0, 1), reminders, SampleStates.Now);
        await Repository.SaveAsync(loaded, default);
    }

    private Task<System.Text.Json.JsonElement> DocumentAsync(UserAccount account) => stores.ReadAsync("users", account.Id.ToString(), account.Id.ToString());
}

[Collection(nameof(LocalStores))]
public sealed class CosmosKeepsTests(LocalStores stores) : KeepsContract
{
    protected override IRepository<TrustedKeep, KeepId> Repository { get; } = new KeepStore(stores.Store(KeepStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(TrustedKeep aggregate) => stores.OutboxAsync("keeps", aggregate.Id.ToString());
}

[Collection(nameof(LocalStores))]
public sealed class CosmosAssetsTests(LocalStores stores) : AssetsContract
{
    protected override IRepository<Asset, AssetId> Repository { get; } = new AssetStore(stores.Store(AssetStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(Asset aggregate) => stores.OutboxAsync("assets", aggregate.Id.ToString());
}

[Collection(nameof(LocalStores))]
public sealed class CosmosUploadsTests(LocalStores stores) : UploadsContract
{
    protected override IRepository<Upload, UploadId> Repository { get; } = new UploadStore(stores.Store(UploadStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(Upload aggregate) => stores.OutboxAsync("uploads", aggregate.Id.ToString());

    /// <summary>An upload with which nothing is left to do vanishes; one with something left to do never does.</summary>
    [Fact]
    public async Task Given_AnUpload_When_NothingIsLeftToDo_Then_ItVanishesAfterAWhile()
    {
        var upload = New();
        await Repository.AddAsync(upload, default);
        (await stores.ReadAsync("uploads", upload.Id.ToString(), upload.Id.ToString())).TryGetProperty("ttl", out _).Should().BeFalse();

        var loaded = (await Repository.FindAsync(upload.Id, default))!;
        loaded.Abandon(SampleStates.Now);
        loaded.MarkCleared(SampleStates.Now + Upload.Grace);
        await Repository.SaveAsync(loaded, default);

        var document = await stores.ReadAsync("uploads", upload.Id.ToString(), upload.Id.ToString());
        document.GetProperty("ttl").GetInt32().Should().Be(30 * 24 * 3600);
        document.TryGetProperty("nextCheckAt", out _).Should().BeFalse();
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosKeyRotationsTests(LocalStores stores) : KeyRotationsContract
{
    protected override IRepository<KeyRotation, KeyRotationId> Repository { get; } = new KeyRotationStore(stores.Store(KeyRotationStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(KeyRotation aggregate) => stores.OutboxAsync("keyRotations", aggregate.Id.ToString());

    /// <summary>The timer finds rotations by this member alone.</summary>
    [Fact]
    public async Task Given_ARotation_When_Stored_Then_TheNextCheckStandsBesideTheStateUntilItIsComplete()
    {
        var rotation = New();
        await Repository.AddAsync(rotation, default);
        (await stores.ReadAsync("keyRotations", rotation.Id.ToString(), rotation.Id.ToString())).GetProperty("nextCheckAt").GetInt64()
            .Should().Be((SampleStates.Now + KeyRotation.Patience).UnixMilliseconds);

        var loaded = (await Repository.FindAsync(rotation.Id, default))!;
        loaded.Complete(SampleStates.Now);
        await Repository.SaveAsync(loaded, default);

        (await stores.ReadAsync("keyRotations", rotation.Id.ToString(), rotation.Id.ToString())).TryGetProperty("nextCheckAt", out _).Should().BeFalse();
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosReleasesTests(LocalStores stores) : ReleasesContract
{
    protected override IRepository<AssetRelease, ReleaseId> Repository { get; } = new ReleaseStore(stores.Store(ReleaseStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(AssetRelease aggregate) => stores.OutboxAsync("releases", aggregate.Id.ToString());

    /// <summary>The timer finds releases by this member alone.</summary>
    [Fact]
    public async Task Given_ARelease_When_Stored_Then_TheNextCheckStandsBesideTheStateUntilThereIsNone()
    {
        var release = New();
        await Repository.AddAsync(release, default);
        (await stores.ReadAsync("releases", release.Id.ToString(), release.Id.ToString())).GetProperty("nextCheckAt").GetInt64().Should().Be(SampleStates.Now.UnixMilliseconds);

        var loaded = (await Repository.FindAsync(release.Id, default))!;
        Change(loaded);
        await Repository.SaveAsync(loaded, default);

        (await stores.ReadAsync("releases", release.Id.ToString(), release.Id.ToString())).TryGetProperty("nextCheckAt", out _).Should().BeFalse();
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosInvitationsTests(LocalStores stores) : InvitationsContract
{
    private readonly InvitationStore _invitations = new(stores.Store(InvitationStore.Mapping));

    protected override IInvitations Invitations => _invitations;

    protected override Task<IReadOnlyList<string>> CommittedAsync(LegacyInvitation aggregate) => stores.OutboxAsync("invitations", aggregate.Id.ToString());
}

[Collection(nameof(LocalStores))]
public sealed class CosmosSessionsTests(LocalStores stores) : SessionsContract
{
    protected override ISessions Sessions { get; } = new SessionStore(stores.Store(SessionStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(LoginSession aggregate) => stores.OutboxAsync("users", aggregate.Id.ToString(), SampleStates.Anna.ToString());

    [Fact]
    public async Task Given_ASession_When_Stored_Then_ItVanishesAWeekAfterItsEnd()
    {
        var session = New();
        await Sessions.AddAsync(session, default);

        var document = await stores.ReadAsync("users", session.Id.ToString(), SampleStates.Anna.ToString());

        document.GetProperty("ttl").GetInt32().Should().Be((60 + 7) * 24 * 3600);
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosExportsTests(LocalStores stores) : ExportsContract
{
    protected override IExports Exports { get; } = new ExportStore(stores.Store(ExportStore.Mapping));

    protected override Task<IReadOnlyList<string>> CommittedAsync(Export aggregate) => stores.OutboxAsync("exports", aggregate.Id.ToString(), SampleStates.Anna.ToString());

    /// <summary>An export with which nothing is left to do vanishes; one with something left to do never does.</summary>
    [Fact]
    public async Task Given_AnExport_When_NothingIsLeftToDo_Then_ItVanishesAfterAWhile()
    {
        var export = New();
        await Exports.AddAsync(export, default);
        var stored = await stores.ReadAsync("exports", export.Id.ToString(), SampleStates.Anna.ToString());
        stored.TryGetProperty("ttl", out _).Should().BeFalse();
        stored.GetProperty("nextCheckAt").GetInt64().Should().Be((SampleStates.Now + Export.MakingPatience).UnixMilliseconds);

        var loaded = (await Exports.FindAsync(SampleStates.Anna, export.Id, default))!;
        loaded.Remove(SampleStates.Now);
        loaded.MarkCleared(SampleStates.Now + Export.Grace);
        await Exports.SaveAsync(loaded, default);

        var document = await stores.ReadAsync("exports", export.Id.ToString(), SampleStates.Anna.ToString());
        document.GetProperty("ttl").GetInt32().Should().Be(30 * 24 * 3600);
        document.TryGetProperty("nextCheckAt", out _).Should().BeFalse();
    }
}
