using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Exports;
using Kpm.Core.Exports.Reactions;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Feedback;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reactions.RemovalSteps;
using Kpm.Core.Users.Removal;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;
using Kpm.Tests.Core.Assets;
using Kpm.Tests.Core.Notifications;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>A person with two sessions, a keep, a request and a key, whose account is being removed by an admin, in a process that may die.</summary>
internal sealed class RemovalWorld
{
    public static readonly Timestamp Now = new(1_800_000_000_000);
    public static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    public static readonly UserId Ben = DerivedId.From<UserId>("ben", "person");
    public static readonly UserId Carla = DerivedId.From<UserId>("carla", "person");
    public static readonly UserId Admin = DerivedId.From<UserId>("admin", "person");
    private readonly AdvanceRemovalHandler _handler;
    private readonly FakeClock _clock = new(Now);

    public RemovalWorld()
    {
        var mortalClaims = Mortal<IClaimStore>(Claims);
        var keeps = Mortal<IKeeps>(Keeps);
        var users = Mortal<IUsers>(Users);
        var releases = Mortal<IReleases>(Releases);
        var emails = new FakeWorkQueue<SendEmail>();
        emails.OnSent = mail =>
        {
            _ = MailLog.StartAsync(mail, Now, MailComposerWorld.Policy.Lease, default);
            _ = MailLog.MarkSentAsync(mail.MailId, Now, default);
        };
        Emails = emails;
        IRemovalStep[] steps =
        [
            new CloseSessions(Mortal<ISessions>(Sessions), _clock),
            new LeaveReleases(releases, _clock, LeaveReleases.First),
            new WithdrawInvitations(Mortal<IInvitations>(Invitations), _clock),
            new DeclineKeeps(keeps, _clock, DeclineKeeps.First),
            new ConfirmRemovalByMail(Mortal<IWorkQueue<SendEmail>>(emails), Mortal<IMailLog>(MailLog), _clock),
            new GiveBackClaims(users, new ClaimDesk(mortalClaims), _clock),
            new ForgetFeedback(Mortal<IFeedbackResponses>(Feedback)),
            new ErasePersonalData(users, _clock),
            new DeclineKeeps(keeps, _clock, DeclineKeeps.Second),
            new AwaitDeliveries(releases),
            new GiveUpAssets(Mortal<IAssets>(Assets), _clock),
            new LeaveReleases(releases, _clock, LeaveReleases.Second),
            new RemoveExports(Mortal<IExports>(Exports), Mortal<IExportVault>(new InMemoryFileVault(Keys)), _clock),
            new EraseUserKey(Mortal<IUserKeys>(Keys)),
        ];
        _handler = new AdvanceRemovalHandler(Mortal<IRemovals>(Removals), steps, _clock);
    }

    public Mortality Mortality { get; } = new();

    public InMemoryUsers Users { get; } = new();

    public InMemorySessions Sessions { get; } = new();

    public InMemoryKeeps Keeps { get; } = new();

    public InMemoryReleases Releases { get; } = new();

    public InMemoryAssets Assets { get; } = new();

    public InMemoryInvitations Invitations { get; } = new();

    public InMemoryExports Exports { get; } = new();

    public InMemoryRemovals Removals { get; } = new();

    public InMemoryClaims Claims { get; } = new();

    public InMemoryMailLog MailLog { get; } = new();

    public InMemoryFeedbackResponses Feedback { get; } = new();

    public InMemoryUserKeys Keys { get; } = new();

    public FakeWorkQueue<SendEmail> Emails { get; }

    public AccountRemoval Removal => Removals[AccountRemoval.IdFor(Anna)];

    public static async Task<RemovalWorld> StartAsync()
    {
        var world = new RemovalWorld();
        var anna = UserAccount.Register(Anna, new Registration(Username.FromStored("anna"), EmailAddress.FromStored("anna@example.com"), "Anna", "hash", new ReferralCode("aB2cD"), Ben, IsFirst: false), Now);
        foreach (var name in UserClaims.Of(anna)) await world.Claims.TryCreateAsync(new Claim(name, Anna.ToString(), Now, Confirmed: true), default);
        anna.Activate(Now);
        anna.Remove(Admin, "because", Now);
        world.Users.Put(anna);
        foreach (var number in new[] { "1", "2" })
            world.Sessions.Put(LoginSession.Start(DerivedId.From<SessionId>(number, "session"), new NewSession(Anna, 0, "push", null, [Role.User], "hash"), Now));
        world.Keeps.Put(TrustedKeep.Request(DerivedId.From<KeepId>("1", "keep"), Anna, Ben, null, Now).Value);
        var accepted = TrustedKeep.Request(DerivedId.From<KeepId>("2", "keep"), Carla, Anna, null, Now).Value;
        accepted.Accept(Anna, "Carla the neighbour", Now);
        world.Keeps.Put(accepted);
        // OPEN-14: one that has ended already must not stop the others.
        var ended = TrustedKeep.Request(DerivedId.From<KeepId>("0", "keep"), Carla, Anna, null, Now).Value;
        ended.Decline(Carla, "no", Now);
        world.Keeps.Put(ended);
        await world.Keys.GetOrCreateAsync(Anna, default);
        await world.AddAssetsAsync();
        world.AddReleases();
        foreach (var (number, inviter) in new[] { Anna, Anna, Ben }.Index()) world.Invitations.Put(LegacyInvitation.Invite(DerivedId.From<InvitationId>($"{number}", "invitation"), AssetWorld.ReleaseNo(0), inviter, new SealedRecord(1, [1], [new KeyWrap(inviter, 1, [])]), Now));
        world.Exports.Put(Export.Request(Export.IdAfter(Anna, null), Anna, Now));
        world.Removals.Put(AccountRemoval.Start(Anna, Admin, Now));
        return world;
    }

    /// <summary>Goes on with the removal until it is complete, again and again after each death.</summary>
    public async Task RunToTheEndAsync()
    {
        for (var run = 0; run < 100 && !Removal.IsComplete; run++)
        {
            try
            {
                await _handler.HandleAsync(new AdvanceRemoval(AccountRemoval.IdFor(Anna)), default);
            }
            catch (Exception death) when (death is DiedException || death.InnerException is DiedException)
            {
                // The message is delivered again, or the timer finds the removal.
            }
        }
    }

    /// <summary>What is left in the end, in words that two runs can be compared by.</summary>
    public async Task<string> EndStateAsync()
    {
        var anna = Users[Anna].State;
        var claims = new[] { UserClaims.Email("anna@example.com"), UserClaims.Username(Username.FromStored("anna")), UserClaims.ReferralCode(new ReferralCode("aB2cD")) };
        var held = 0;
        foreach (var name in claims) if (await Claims.FindAsync(name, default) is not null) held++;
        var keyIsGone = false;
        try
        {
            await Keys.GetAsync(Anna, default);
        }
        catch (UserKeyMissingException)
        {
            keyIsGone = true;
        }

        return string.Join(
            '\n',
            $"{anna.Lifecycle} {anna.Username} {anna.Email} '{anna.PublicName}' '{anna.PasswordHash}' '{anna.ReferralCode}' {anna.ReferredBy} {anna.RemovedBy} {anna.RemovedReason}",
            string.Join(',', Sessions.All.OrderBy(session => session.Id.Value).Select(session => $"{session.State.Lifecycle} '{session.State.ClientId}'")),
            string.Join(',', Keeps.All.OrderBy(keep => keep.Id.Value).Select(keep => $"{keep.Id} {keep.State.Lifecycle} {keep.State.DeclinedBy} {keep.State.DeclinedReason}")),
            string.Join(',', Assets.All.OrderBy(asset => asset.Id.Value).Select(asset => $"{asset.State.Lifecycle} {string.Join('+', asset.State.Owners)} {asset.State.Sealed.Wraps.Length}")),
            string.Join(',', Releases.All.OrderBy(release => release.Id.Value).Select(release => $"{release.State.Lifecycle} {string.Join('+', release.State.Receivers)} {release.State.CancelReason}")),
            string.Join(',', Invitations.All.OrderBy(invitation => invitation.Id.Value).Select(invitation => $"{invitation.State.Lifecycle} {invitation.State.Sealed is null}")),
            $"{held} claims, key gone {keyIsGone}, {Emails.Arrived.Count} mail, steps {string.Join(',', Removal.State.Done)}, complete {Removal.IsComplete}");
    }

    /// <summary>One of hers, one in the trash, one that she shares, and one that is not hers.</summary>
    private async Task AddAssetsAsync()
    {
        UserId[][] owners = [[Anna], [Anna], [Ben, Anna], [Ben]];
        foreach (var (number, of) in owners.Index())
        {
            var content = await new FakeSealer().SealAsync(Asset.RecordOf(AssetWorld.AssetNo(number)), "content", of, default);
            var asset = Asset.Create(AssetWorld.AssetNo(number), of[0], AssetWorld.Facts(of), content, Now).Value;
            if (number == 1) asset.Remove(Anna, Now);
            Assets.Put(asset);
        }
    }

    /// <summary>A plan of hers, one for her alone, one for her and Carla.</summary>
    private void AddReleases()
    {
        (UserId Owner, UserId[] Receivers)[] plans = [(Anna, [Ben]), (Ben, [Anna]), (Ben, [Anna, Carla])];
        foreach (var (number, plan) in plans.Index())
        {
            var content = new SealedRecord(1, [1], [new KeyWrap(plan.Owner, 1, [])]);
            Releases.Put(AssetRelease.Schedule(AssetWorld.ReleaseNo(number), plan.Owner, AssetWorld.Plan([AssetWorld.AssetNo(number)], plan.Receivers), content, Now));
        }
    }

    private TPort Mortal<TPort>(TPort port) where TPort : class => Mortality.Before(port);
}
