using Kpm.Core.Assets;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IUsers"/> does.</summary>
public abstract class UsersContract : RepositoryContract<UserAccount, UserId, UserState>
{
    protected override UserState EveryMember => SampleStates.Account;

    protected override UserAccount Load(UserId id, UserState state, long version) => UserAccount.Load(id, state, version);

    protected override UserAccount New() => UserAccount.Register(
        NewId(),
        new Registration(Username.FromStored("anna"), EmailAddress.FromStored("anna@example.com"), null, "hash", new ReferralCode("aB2cD"), null, IsFirst: false),
        SampleStates.Now);

    protected override void Change(UserAccount aggregate) => aggregate.Activate(SampleStates.Now + TimeSpan.FromHours(1)).IsFailure.Should().BeFalse();
}

/// <summary>What every <see cref="IKeeps"/> does.</summary>
public abstract class KeepsContract : RepositoryContract<TrustedKeep, KeepId, KeepState>
{
    protected override KeepState EveryMember => SampleStates.Keep;

    protected override TrustedKeep Load(KeepId id, KeepState state, long version) => TrustedKeep.Load(id, state, version);

    protected override TrustedKeep New() => TrustedKeep.Request(NewId(), SampleStates.Anna, SampleStates.Ben, "Sister", SampleStates.Now).Value;

    protected override void Change(TrustedKeep aggregate) => aggregate.Decline(SampleStates.Ben, "because", SampleStates.Now).IsFailure.Should().BeFalse();
}

/// <summary>What every <see cref="IAssets"/> does.</summary>
public abstract class AssetsContract : RepositoryContract<Asset, AssetId, AssetState>
{
    protected override AssetState EveryMember => SampleStates.Asset;

    protected override Asset Load(AssetId id, AssetState state, long version) => Asset.Load(id, state, version);

    protected override Asset New()
    {
        var draft = new AssetDraft { Title = "Title", Description = "", FileName = "a.jpg", FileType = "image/jpeg", FileSizeBytes = 3 };
        var facts = NewAsset.Check(draft, SampleStates.Anna, new UploadLimits(10)).Value;
        return Asset.Create(NewId(), SampleStates.Anna, facts, SampleStates.Sealed, SampleStates.Now).Value;
    }

    protected override void Change(Asset aggregate) =>
        aggregate.CommitUpload(new SealedFile("blob", 3, new string('0', 64), "kpm-4m"), "jti", SampleStates.Now).IsFailure.Should().BeFalse();

    [Fact]
    public async Task Given_OtherWraps_When_Saved_Then_TheyAreStoredAndTheVersionAndEventsStay()
    {
        var first = New();
        await Repository.AddAsync(first, default);
        var rewrapped = (await Repository.FindAsync(first.Id, default))!;
        rewrapped.RenewWrap(Rewrapped);

        await Repository.SaveAsync(rewrapped, default);

        var found = (await Repository.FindAsync(first.Id, default))!;
        found.State.Sealed.Should().BeEquivalentTo(Rewrapped);
        found.Version.Should().Be(first.Version);
        (await CommittedAsync(first)).Should().HaveCount(first.RaisedEvents.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_OtherWrapsAndAChange_When_BothAreSaved_Then_TheSlowerConflicts(bool wrapsAreFirst)
    {
        var first = New();
        await Repository.AddAsync(first, default);
        var (rewrapped, changed) = ((await Repository.FindAsync(first.Id, default))!, (await Repository.FindAsync(first.Id, default))!);
        rewrapped.RenewWrap(Rewrapped);
        Change(changed);
        var (fast, slow) = wrapsAreFirst ? (rewrapped, changed) : (changed, rewrapped);
        await Repository.SaveAsync(fast, default);

        await FluentActions.Awaiting(() => Repository.SaveAsync(slow, default)).Should().ThrowAsync<ConcurrencyConflictException>();
    }

    private static SealedRecord Rewrapped => SampleStates.Sealed with { Wraps = [new KeyWrap(SampleStates.Anna, 2, [7])] };
}

/// <summary>What every <see cref="IKeyRotations"/> does.</summary>
public abstract class KeyRotationsContract : RepositoryContract<KeyRotation, KeyRotationId, KeyRotationState>
{
    protected override KeyRotationState EveryMember => SampleStates.KeyRotation;

    protected override KeyRotation Load(KeyRotationId id, KeyRotationState state, long version) => KeyRotation.Load(id, state, version);

    protected override KeyRotation New() => KeyRotation.Start(new UserId(Guid.CreateVersion7()), SampleStates.Ben, 2, SampleStates.Now);

    protected override void Change(KeyRotation aggregate) => aggregate.Record("version", SampleStates.Now);
}

/// <summary>What every <see cref="IUploads"/> does.</summary>
public abstract class UploadsContract : RepositoryContract<Upload, UploadId, UploadState>
{
    protected override UploadState EveryMember => SampleStates.Upload;

    protected override Upload Load(UploadId id, UploadState state, long version) => Upload.Load(id, state, version);

    protected override Upload New() => Upload.Open(SampleStates.AssetNo(1), SampleStates.Anna, NewId().ToString(), SampleStates.Now, TimeSpan.FromHours(24));

    protected override void Change(Upload aggregate) => aggregate
        .Complete(DeclaredFile.Check([], null).Value, new PartTableName(SampleStates.AssetNo(1), aggregate.Id, Guid.CreateVersion7()), SampleStates.Now)
        .IsFailure.Should().BeFalse();
}

/// <summary>What every <see cref="IReleases"/> does.</summary>
public abstract class ReleasesContract : RepositoryContract<AssetRelease, ReleaseId, ReleaseState>
{
    protected override ReleaseState EveryMember => SampleStates.Plan;

    protected override AssetRelease Load(ReleaseId id, ReleaseState state, long version) => AssetRelease.Load(id, state, version);

    protected override AssetRelease New()
    {
        var draft = new ReleaseDraft { Name = "For you", Assets = [SampleStates.AssetNo(1)], Receivers = [SampleStates.Ben], ScheduledDate = 1 };
        return AssetRelease.Schedule(NewId(), SampleStates.Anna, ReleasePlan.Check(ReleaseType.Transfer, draft, SampleStates.Anna, SampleStates.Now).Value, SampleStates.Sealed, SampleStates.Now);
    }

    /// <summary>Two changes and two events: the date is past, so the confirmed release is claimable at once.</summary>
    protected override void Change(AssetRelease aggregate) => aggregate.ConfirmHolds(SampleStates.Now);
}

/// <summary>What every <see cref="ISessions"/> does, seen as a repository of one person's sessions.</summary>
public abstract class SessionsContract : RepositoryContract<LoginSession, SessionId, SessionState>
{
    protected SessionsContract() => Repository = new SessionsOfOne(() => Sessions);

    protected abstract ISessions Sessions { get; }

    protected override IRepository<LoginSession, SessionId> Repository { get; }

    protected override SessionState EveryMember => SampleStates.Session;

    protected override LoginSession Load(SessionId id, SessionState state, long version) => LoginSession.Load(id, state, version);

    protected override LoginSession New() => LoginSession.Start(NewId(), new NewSession(SampleStates.Anna, 0, null, null, [Role.User], new string('a', 64)), SampleStates.Now);

    protected override void Change(LoginSession aggregate) => aggregate.Rotate(new string('a', 64), new string('b', 64), null, SampleStates.Now).IsFailure.Should().BeFalse();

    [Fact]
    public async Task Given_ASession_When_FoundUnderAnotherUser_Then_ThereIsNothing()
    {
        var session = New();
        await Sessions.AddAsync(session, default);

        (await Sessions.FindAsync(SampleStates.Ben, session.Id, default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_SessionsOfWhichOneEnded_When_Listed_Then_ItIsAmongTheStoredAndNotAmongTheOpen()
    {
        var (open, ended) = (New(), New());
        ended.Revoke(SampleStates.Now);
        foreach (var session in new[] { open, ended }) await Sessions.AddAsync(session, default);

        (await Sessions.ListStoredAsync(SampleStates.Anna, default)).Select(session => session.Id).Should().Contain([open.Id, ended.Id]);
        (await Sessions.ListAsync(SampleStates.Anna, default)).Select(session => session.Id).Should().Contain(open.Id).And.NotContain(ended.Id);
        (await Sessions.ListStoredAsync(SampleStates.User(77), default)).Should().BeEmpty();
    }

    private sealed class SessionsOfOne(Func<ISessions> sessions) : IRepository<LoginSession, SessionId>
    {
        public Task<LoginSession?> FindAsync(SessionId id, CancellationToken cancellationToken) => sessions().FindAsync(SampleStates.Anna, id, cancellationToken);

        public Task<bool> AddAsync(LoginSession aggregate, CancellationToken cancellationToken) => sessions().AddAsync(aggregate, cancellationToken);

        public Task SaveAsync(LoginSession aggregate, CancellationToken cancellationToken) => sessions().SaveAsync(aggregate, cancellationToken);
    }
}

/// <summary>What every <see cref="IExports"/> does, seen as a repository of one person's exports.</summary>
public abstract class ExportsContract : RepositoryContract<Export, ExportId, ExportState>
{
    protected ExportsContract() => Repository = new ExportsOfOne(() => Exports);

    protected abstract IExports Exports { get; }

    protected override IRepository<Export, ExportId> Repository { get; }

    protected override ExportState EveryMember => SampleStates.Export;

    protected override Export Load(ExportId id, ExportState state, long version) => Export.Load(id, state, version);

    protected override Export New() => Export.Request(NewId(), SampleStates.Anna, SampleStates.Now);

    protected override void Change(Export aggregate) => aggregate.Fail("not_made", SampleStates.Now);

    [Fact]
    public async Task Given_AnExport_When_FoundUnderAnotherOwner_Then_ThereIsNothing()
    {
        var export = New();
        await Exports.AddAsync(export, default);

        (await Exports.FindAsync(SampleStates.Ben, export.Id, default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_ExportsOfTwo_When_Listed_Then_EachHasTheirOwnNewestFirstAndTheyCanBeSaved()
    {
        var (one, other) = (new UserId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()));
        var exports = new[] { 2, 3, 1 }.Select(hours => Export.Request(NewId(), one, SampleStates.Now + TimeSpan.FromHours(hours))).ToList();
        foreach (var export in exports) await Exports.AddAsync(export, default);
        await Exports.AddAsync(Export.Request(NewId(), other, SampleStates.Now), default);

        var listed = await Exports.ListAsync(one, default);

        listed.Select(export => export.Id).Should().Equal(exports[1].Id, exports[0].Id, exports[2].Id);
        listed[0].Remove(SampleStates.Now);
        await Exports.SaveAsync(listed[0], default);
        (await Exports.FindAsync(one, exports[1].Id, default))!.State.Status.Should().Be(ExportStatus.Removed);
    }

    private sealed class ExportsOfOne(Func<IExports> exports) : IRepository<Export, ExportId>
    {
        public Task<Export?> FindAsync(ExportId id, CancellationToken cancellationToken) => exports().FindAsync(SampleStates.Anna, id, cancellationToken);

        public Task<bool> AddAsync(Export aggregate, CancellationToken cancellationToken) => exports().AddAsync(aggregate, cancellationToken);

        public Task SaveAsync(Export aggregate, CancellationToken cancellationToken) => exports().SaveAsync(aggregate, cancellationToken);
    }
}
