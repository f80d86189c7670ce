using Kpm.Core.Assets;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

public sealed class InMemoryUsersTests : UsersContract
{
    private readonly InMemoryUsers _users = new();

    protected override IRepository<UserAccount, UserId> Repository => _users;

    protected override Task<IReadOnlyList<string>> CommittedAsync(UserAccount aggregate) => _users.CommittedAsync(aggregate.Id);
}

public sealed class InMemoryKeepsTests : KeepsContract
{
    private readonly InMemoryKeeps _keeps = new();

    protected override IRepository<TrustedKeep, KeepId> Repository => _keeps;

    protected override Task<IReadOnlyList<string>> CommittedAsync(TrustedKeep aggregate) => _keeps.CommittedAsync(aggregate.Id);
}

public sealed class InMemoryAssetsTests : AssetsContract
{
    private readonly InMemoryAssets _assets = new();

    protected override IRepository<Asset, AssetId> Repository => _assets;

    protected override Task<IReadOnlyList<string>> CommittedAsync(Asset aggregate) => _assets.CommittedAsync(aggregate.Id);
}

public sealed class InMemoryUploadsTests : UploadsContract
{
    private readonly InMemoryUploads _uploads = new();

    protected override IRepository<Upload, UploadId> Repository => _uploads;

    protected override Task<IReadOnlyList<string>> CommittedAsync(Upload aggregate) => _uploads.CommittedAsync(aggregate.Id);
}

public sealed class InMemoryKeyRotationsTests : KeyRotationsContract
{
    private readonly InMemoryKeyRotations _rotations = new();

    protected override IRepository<KeyRotation, KeyRotationId> Repository => _rotations;

    protected override Task<IReadOnlyList<string>> CommittedAsync(KeyRotation aggregate) => _rotations.CommittedAsync(aggregate.Id);
}

public sealed class InMemoryInvitationsTests : InvitationsContract
{
    private readonly InMemoryInvitations _invitations = new();

    protected override IInvitations Invitations => _invitations;

    protected override Task<IReadOnlyList<string>> CommittedAsync(LegacyInvitation aggregate) => _invitations.CommittedAsync(aggregate.Id);
}

public sealed class InMemoryReleasesTests : ReleasesContract
{
    private readonly InMemoryReleases _releases = new();

    protected override IRepository<AssetRelease, ReleaseId> Repository => _releases;

    protected override Task<IReadOnlyList<string>> CommittedAsync(AssetRelease aggregate) => _releases.CommittedAsync(aggregate.Id);
}

public sealed class InMemorySessionsTests : SessionsContract
{
    private readonly InMemorySessions _sessions = new();

    protected override ISessions Sessions => _sessions;

    protected override Task<IReadOnlyList<string>> CommittedAsync(LoginSession aggregate) => _sessions.CommittedAsync(aggregate.Id);
}

public sealed class InMemoryExportsTests : ExportsContract
{
    private readonly InMemoryExports _exports = new();

    protected override IExports Exports => _exports;

    protected override Task<IReadOnlyList<string>> CommittedAsync(Export aggregate) => _exports.CommittedAsync(aggregate.Id);
}

internal static class CommittedEvents
{
    public static Task<IReadOnlyList<string>> CommittedAsync<TAggregate, TId, TState>(this InMemoryRepository<TAggregate, TId, TState> repository, TId id)
        where TAggregate : AggregateRoot<TId, TState>
        where TId : struct, IEntityId<TId>
        where TState : AggregateState =>
        Task.FromResult<IReadOnlyList<string>>([.. repository.Events.Where(happened => happened.AggregateId == id.ToString()).Select(happened => happened.EventId)]);
}
