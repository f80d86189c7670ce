using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Exports;
using Kpm.Core.Exports.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reactions.RotationSteps;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Core.Assets;
using Kpm.Tests.Fakes;
using Kpm.Tests.Running;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>A person with reminders, a second factor, assets and releases, really sealed, whose key is being replaced in a process that may die.</summary>
internal sealed class KeyRotationWorld
{
    public static readonly Timestamp Now = new(1_800_000_000_000);
    public static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    public static readonly UserId Ben = DerivedId.From<UserId>("ben", "person");
    public static readonly UserId Admin = DerivedId.From<UserId>("admin", "person");
    public static readonly UserKeyTimes Times = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(4), TimeSpan.FromDays(30));
    private static readonly ReminderList Reminders = new([new Reminder { Title = "Call", Time = Now }]);
    private readonly RotateUserKeyHandler _rotate;
    private readonly AdvanceKeyRotationHandler _advance;

    public KeyRotationWorld()
    {
        Sealer = new ContentSealer(Keys, JsonSerializerOptions.Web);
        History = new InMemoryHistory(Sealer);
        var keys = Mortal<IUserKeyVersions>(Keys);
        var rotations = Mortal<IKeyRotations>(Rotations);
        var users = Mortal<IUsers>(Users);
        IKeyRotationStep[] steps =
        [
            new AddKeyVersion(keys),
            LetTimePass.ForWriters(Clock, Times),
            new RewrapAccount(users, Sealer),
            new RewrapAssets(Mortal<IAssets>(Assets), Sealer),
            new RewrapReleases(Mortal<IReleases>(Releases), Sealer),
            new RewrapInvitations(Mortal<IInvitations>(Invitations), Sealer),
            new RewrapRows(new FakeAssetRows(), new FakeReleaseRows()),
            new RewrapHistory(Mortal<IHistoryStore>(History)),
            new RewrapExports(Mortal<IExports>(Exports), Sealer),
            new RewrapRehearsals(Mortal<IRehearsals>(Rehearsals), Sealer),
            LetTimePass.ForReaders(Clock, Times),
            new DropOldKeyVersions(keys),
        ];
        _rotate = new RotateUserKeyHandler(users, keys, rotations);
        _advance = new AdvanceKeyRotationHandler(rotations, keys, steps, Clock);
    }

    public Mortality Mortality { get; } = new();

    public FakeClock Clock { get; } = new(Now);

    public InMemoryUsers Users { get; } = new();

    public InMemoryAssets Assets { get; } = new();

    public InMemoryReleases Releases { get; } = new();

    public InMemoryInvitations Invitations { get; } = new();

    public InMemoryExports Exports { get; } = new();

    public InMemoryRehearsals Rehearsals { get; } = new();

    public InMemoryHistory History { get; }

    public InMemoryKeyRotations Rotations { get; } = new();

    public InMemoryUserKeys Keys { get; } = new();

    public ContentSealer Sealer { get; }

    public KeyRotation Rotation => Rotations[KeyRotation.IdFor(Anna)];

    public static async Task<KeyRotationWorld> FillAsync()
    {
        var world = new KeyRotationWorld();
        await world.AddAccountAsync();
        UserId[][] owners = [[Anna], [Ben, Anna], [Ben]];
        foreach (var (number, of) in owners.Index()) world.Assets.Put(await world.SealAssetAsync(number, of));
        await world.AddReleaseAsync(0, Anna, Ben);
        await world.AddReleaseAsync(1, Ben, Anna);
        await world.AddInvitationsAsync();
        await world.AddExportsAsync();
        await world.AddRehearsalAsync();
        await world.AddHistoryAsync();
        return world;
    }

    public Task<Result> RotateAsync(UserId? user = null) => _rotate.HandleAsync(new RotateUserKey(user ?? Anna, Admin, Clock.Now), default);

    /// <summary>Begins, and begins again should the answer not come.</summary>
    public async Task RotateThroughDeathAsync()
    {
        try
        {
            (await RotateAsync()).IsFailure.Should().BeFalse();
        }
        catch (Exception death) when (IsDeath(death))
        {
            (await RotateAsync()).IsFailure.Should().BeFalse();
        }
    }

    /// <summary>Goes on once.</summary>
    public Task AdvanceAsync() => _advance.HandleAsync(new AdvanceKeyRotation(KeyRotation.IdFor(Anna)), default);

    /// <summary>Goes on until it is complete, again and again after each death, while the time passes.</summary>
    public async Task RunToTheEndAsync()
    {
        for (var run = 0; run < 100 && !Rotation.IsComplete; run++)
        {
            try
            {
                await AdvanceAsync();
            }
            catch (Exception failure) when (IsDeath(failure) || failure is ConcurrencyConflictException)
            {
                // The message is delivered again, or the timer finds the rotation.
            }

            Clock.Now += TimeSpan.FromMinutes(1);
        }
    }

    /// <summary>One that can be read, and one that is being made and has nothing to open yet.</summary>
    private async Task AddExportsAsync()
    {
        var ready = Export.Request(Export.IdAfter(Anna, null), Anna, Now);
        ready.MarkReady(new SealedFile("archive", 1, new string('0', 64), "fake"), await Sealer.SealAsync(Export.RecordOf(ready.Id), new ExportContent([]), [Anna], default), isComplete: true, Now);
        Exports.Put(ready);
        Exports.Put(Export.Request(Export.IdAfter(Anna, ready.Id), Anna, Now));
    }

    private async Task AddRehearsalAsync()
    {
        var id = DerivedId.From<RehearsalId>("1", "rehearsal");
        var content = await Sealer.SealAsync(Rehearsal.RecordOf(id), new RehearsalContent("oak"), [Anna], default);
        Rehearsals.Put(Rehearsal.Request(id, Releases.All.First(release => release.State.Owner == Anna), Now, content, Now).Value);
    }

    /// <summary>One that is open, and one that was withdrawn and has nothing to open.</summary>
    private async Task AddInvitationsAsync()
    {
        foreach (var number in new[] { "1", "2" })
        {
            var id = DerivedId.From<InvitationId>(number, "invitation");
            var invitation = LegacyInvitation.Invite(id, AssetWorld.ReleaseNo(0), Anna, await Sealer.SealAsync(LegacyInvitation.RecordOf(id), new InvitationContent("iaia@example.com"), [Anna], default), Now);
            if (number == "2") invitation.Withdraw(Now);
            Invitations.Put(invitation);
        }
    }

    /// <summary>Two steps for each of two people.</summary>
    private async Task AddHistoryAsync()
    {
        var book = new HistoryBook(History, Sealer, new FakeClock(Now));
        foreach (var kind in new[] { HistoryKind.LegacyClaimable, HistoryKind.LegacyExecuted })
            foreach (var person in new[] { Anna, Ben }) await book.AppendAsync(person, new HistoryStep(kind.ToString(), Now, new HistoryContent { Kind = kind }), default);
    }

    /// <summary>Everything opens for everybody that it is wrapped for.</summary>
    public async Task EverythingOpensAsync()
    {
        var anna = Users[Anna].State;
        (await Sealer.OpenAsync<ReminderList>(ReminderList.RecordOf(Anna), anna.Reminders!.Sealed, Anna, default)).Items.Should().ContainSingle();
        (await Sealer.OpenAsync<TotpSecret>(TotpSecret.RecordOf(Anna), anna.SecondFactor!.Secret, Anna, default)).Base32.Should().Be("SECRET");
        (await Sealer.OpenAsync<RecoveryCodes>(RecoveryCodes.RecordOf(Anna), anna.SecondFactor!.Sheet!.Sealed, Anna, default)).Codes.Should().Equal("CODE");
        foreach (var export in Exports.All.Where(export => export.State.Sealed is not null))
            (await Sealer.OpenAsync<ExportContent>(Export.RecordOf(export.Id), export.State.Sealed!, Anna, default)).Missing.Should().BeEmpty();
        foreach (var rehearsal in Rehearsals.All)
            (await Sealer.OpenAsync<RehearsalContent>(Rehearsal.RecordOf(rehearsal.Id), rehearsal.State.Sealed, Anna, default)).Place.Should().Be("oak");
        foreach (var asset in Assets.All)
            foreach (var owner in asset.State.Owners) (await Sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, owner, default)).Title.Should().NotBeEmpty();
        foreach (var release in Releases.All)
            (await Sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, release.State.Owner, default)).Name.Should().NotBeEmpty();
        foreach (var invitation in Invitations.All.Where(invitation => invitation.IsOpen))
            (await Sealer.OpenAsync<InvitationContent>(LegacyInvitation.RecordOf(invitation.Id), invitation.State.Sealed!, Anna, default)).Email.Should().Be("iaia@example.com");
        foreach (var person in History.People)
        {
            foreach (var entry in History.Of(person)) await Sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(person, entry.Id), entry.Sealed, person, default);
            WalkedChain.Of(person, History.Of(person), await History.FindHeadAsync(person, default)).Should().Be(new WalkedChain(2, IsIntact: true));
        }
    }

    /// <summary>Every wrap that there is: for whom, and under which version of the key.</summary>
    public IReadOnlyList<(UserId Owner, int Version)> Wraps()
    {
        var anna = Users[Anna].State;
        SealedRecord[] records =
        [
            anna.Reminders!.Sealed, anna.SecondFactor!.Secret, anna.SecondFactor!.Sheet!.Sealed, .. Assets.All.Select(asset => asset.State.Sealed), .. Releases.All.Select(release => release.State.Sealed),
            .. Invitations.All.Select(invitation => invitation.State.Sealed).OfType<SealedRecord>(),
            .. Exports.All.Select(export => export.State.Sealed).OfType<SealedRecord>(), .. Rehearsals.All.Select(rehearsal => rehearsal.State.Sealed), .. History.People.SelectMany(History.Of).Select(entry => entry.Sealed),
        ];
        return [.. records.SelectMany(record => record.Wraps).Select(wrap => (wrap.Owner, wrap.UserKeyVersion))];
    }

    /// <summary>An asset that is sealed now, with the newest version there is, and not stored yet.</summary>
    public async Task<Asset> SealAssetAsync(int number, params UserId[] owners)
    {
        var facts = AssetWorld.Facts(owners);
        var content = await Sealer.SealAsync(Asset.RecordOf(AssetWorld.AssetNo(number)), facts.Content, owners, default);
        return Asset.Create(AssetWorld.AssetNo(number), owners[0], facts, content, Now).Value;
    }

    private static bool IsDeath(Exception failure) => failure is DiedException || failure.InnerException is DiedException;

    private async Task AddReleaseAsync(int number, UserId owner, UserId receiver)
    {
        var id = AssetWorld.ReleaseNo(number);
        var terms = AssetWorld.Plan([AssetWorld.AssetNo(1)], [receiver]);
        Releases.Put(AssetRelease.Schedule(id, owner, terms, await Sealer.SealAsync(AssetRelease.RecordOf(id), terms.Content, [owner], default), Now));
    }

    private async Task AddAccountAsync()
    {
        var registration = new Registration(Username.FromStored("anna"), EmailAddress.FromStored("anna@example.com"), "Anna", "hash", new ReferralCode("aB2cD"), null, IsFirst: false);
        var anna = UserAccount.Register(Anna, registration, Now);
        anna.Activate(Now);
        var reminders = await Sealer.SealAsync(ReminderList.RecordOf(Anna), Reminders, [Anna], default);
        anna.ChangeReminders(new ReminderChange(Reminders, 0, 1), new StoredReminders(reminders, Now), Now);
        anna.AddTotp(await Sealer.SealAsync(TotpSecret.RecordOf(Anna), new TotpSecret("SECRET"), [Anna], default), Now);
        var sheet = new RecoverySheet(await Sealer.SealAsync(RecoveryCodes.RecordOf(Anna), new RecoveryCodes(["CODE"]), [Anna], default), Now);
        anna.ConfirmTotp(new CodeProof(1, ""), new NewRecoveryCodes(["digest"], sheet), Now);
        Users.Put(anna);
    }

    private TPort Mortal<TPort>(TPort port) where TPort : class => Mortality.Before(port);
}
