using System.Globalization;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Tests.Core.Assets;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>Anna's release waits for one person whom she knows by an address only; whatever follows runs in a process that may die.</summary>
internal sealed class InvitationWorld
{
    public const string Email = "iaia@example.com";
    public static readonly Timestamp Now = new(1_800_000_000_000);
    public static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    public static readonly UserId Ben = DerivedId.From<UserId>("ben", "person");
    public static readonly ReleaseId ReleaseId = AssetWorld.ReleaseNo(1);
    private static readonly Invitee Iaia = new(Email, Email, "Iaia");
    private readonly FollowInvitedRelease _follow;
    private readonly TakeUpInvitation _takeUp;
    private readonly JoinInvited _join;
    private readonly AdmitReceiver _admit;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public InvitationWorld()
    {
        var (releases, users, keeps, invitations) = (Mortal<IReleases>(Releases), Mortal<IUsers>(Users), Mortal<IKeeps>(Keeps), Mortal<IInvitations>(Invitations));
        var claims = Mortal<IClaimStore>(Claims);
        var desk = new ClaimDesk(claims);
        var passwords = new FakePasswords();
        Tokens = new InvitationTokens(invitations, Secrets);
        Letters = new InvitationLetters(invitations, new InvitedLookup(releases, Sealer), Secrets, Sealer, Clock);
        var register = new RegisterUserHandler(users, desk, new PasswordRule(passwords), passwords, new CountingCodes(), new FirstAdminPolicy(Allowed: true));
        SignUp = new SignUpInvitedHandler(Tokens, register, users, passwords, Sealer);
        Accept = new AcceptInvitationHandler(invitations, Tokens);
        Ask = new AskForInvitationHandler(Tokens, Asked);
        MailAgain = new MailInvitation(invitations, new InvitedLookup(releases, Sealer), Mortal<IWorkQueue<SendEmail>>(Emails));
        Cancel = new CancelReleaseHandler(releases);
        _follow = new FollowInvitedRelease(new InvitedLookup(releases, Sealer), invitations, Sealer, Mortal<IWorkQueue<SendEmail>>(Emails), Clock);
        _takeUp = new TakeUpInvitation(invitations, Clock);
        _join = new JoinInvited(invitations, keeps, new RequestKeepHandler(keeps, users, desk, claims), Clock);
        _admit = new AdmitReceiver(releases, Sealer, Clock);
    }

    public Mortality Mortality { get; } = new();

    public FakeClock Clock { get; } = new(Now);

    public FakeSealer Sealer { get; } = new();

    public InMemoryReleases Releases { get; } = new();

    public InMemoryUsers Users { get; } = new();

    public InMemoryKeeps Keeps { get; } = new();

    public InMemoryInvitations Invitations { get; } = new();

    public InMemoryClaims Claims { get; } = new();

    public FakeWorkQueue<SendEmail> Emails { get; } = new();

    public FakeWorkQueue<SendInvitation> Asked { get; } = new();

    public CountingSecrets Secrets { get; } = new();

    public InvitationTokens Tokens { get; }

    public InvitationLetters Letters { get; }

    public SignUpInvitedHandler SignUp { get; }

    public AcceptInvitationHandler Accept { get; }

    public AskForInvitationHandler Ask { get; }

    public MailInvitation MailAgain { get; }

    public CancelReleaseHandler Cancel { get; }

    public AssetRelease Release => Releases[ReleaseId];

    public LegacyInvitation Invitation => Invitations.All.Single();

    /// <summary>The token of the mail that was sent last.</summary>
    public string Token { get; private set; } = "";

    /// <summary>A release, and the mail that tells of it when its time has come.</summary>
    public static async Task<InvitationWorld> StartAsync(string condition = "always", Func<ReleaseDraft, ReleaseDraft>? terms = null)
    {
        var world = new InvitationWorld();
        foreach (var (id, name) in new[] { (Anna, "anna"), (Ben, "ben") })
        {
            var account = UserAccount.Register(id, new Registration(Username.FromStored(name), EmailAddress.FromStored($"{name}@example.com"), null, "hash", new ReferralCode(name), null, IsFirst: false), Now);
            account.Activate(Now);
            world.Users.Put(account);
        }

        var draft = new ReleaseDraft { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Invited = [Iaia], Conditions = new ConditionDraft { Type = condition } };
        var plan = ReleasePlan.Check(ReleaseType.Custom, terms?.Invoke(draft) ?? draft, Anna, Now).Value.Inviting(ReleaseId, version: 0);
        var release = AssetRelease.Schedule(ReleaseId, Anna, plan, await world.Sealer.SealAsync(AssetRelease.RecordOf(ReleaseId), plan.Content, [Anna], default), Now);
        release.Announce(Now);
        world.Releases.Put(release);
        await world.SettleAsync();
        await world.DeliverMailAsync();
        return world;
    }

    /// <summary>Something happens to the release, and all that follows.</summary>
    public async Task ChangeAsync(Action<AssetRelease> change)
    {
        var release = Release;
        change(release);
        await Releases.SaveAsync(release, default);
        await SettleAsync();
    }

    /// <summary>What the mail function does: the token is minted.</summary>
    /// <param name="isAnnaActive">Whether her account is not shut.</param>
    /// <returns>Whether there was a mail.</returns>
    public async Task<bool> DeliverMailAsync(bool isAnnaActive = true)
    {
        if (!Emails.Arrived.Any() || await Letters.WriteAsync(Invitation.Id, isAnnaActive, default) is not { } letter) return false;
        Token = letter.Token;
        return true;
    }

    public Task<Result<UserId>> SignUpAsync(string username = "iaia", string password = "correct horse") =>
        SignUp.HandleAsync(new SignUpInvited(Token, username, password, null, Clock.Now), default);

    public Task<Result> AcceptAsync(UserId by) => Accept.HandleAsync(new AcceptInvitation(Token, by, Clock.Now), default);

    /// <summary>Everything that an event starts.</summary>
    public IEnumerable<Func<Task>> ReactionsTo(DomainEvent happened) => happened switch
    {
        AssetReleaseInvitationsChanged e => [() => _follow.HandleAsync(e.Release, e.RemovedInvitations, default)],
        AssetReleaseInvitedDue e => [() => _follow.HandleAsync(e.Release, [], default)],
        UserInvited e => [() => _takeUp.HandleAsync(e, default)],
        InvitationAccepted e => [() => _join.HandleAsync(e, default)],
        InvitationFulfilled e => [() => _admit.HandleAsync(e.Release, e.Invitation, e.By, default)],
        _ => [],
    };

    /// <summary>All events of every store that were not asked for before.</summary>
    public IReadOnlyList<DomainEvent> NewEvents()
    {
        DomainEvent[] all = [.. Releases.Events, .. Users.Events, .. Invitations.Events, .. Keeps.Events];
        var fresh = all.Where(happened => _seen.Add(happened.EventId)).ToList();
        return fresh;
    }

    /// <summary>Runs every reaction to every event until nothing happens any more; each as often as it takes, and as often as asked for.</summary>
    public async Task SettleAsync(int times = 1)
    {
        for (var found = NewEvents(); found.Count > 0; found = NewEvents())
            foreach (var reaction in found.SelectMany(ReactionsTo))
                for (var time = 0; time < times; time++) await UntilItLivesAsync(reaction);
    }

    /// <summary>The message is delivered again, or the client repeats its request.</summary>
    public static async Task UntilItLivesAsync(Func<Task> work)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception death) when (death is DiedException || death.InnerException is DiedException)
            {
                // Again.
            }
        }
    }

    /// <summary>What is left in the end, in words that two runs can be compared by.</summary>
    public string EndState() => string.Join(
        '\n',
        string.Join(',', Users.All.OrderBy(user => user.State.Username, StringComparer.Ordinal).Select(user => $"{user.State.Username} {user.State.Email} {user.State.Lifecycle} {string.Join('+', user.State.Roles)}")),
        string.Join(',', Keeps.All.Select(keep => $"{keep.State.Requester} {keep.State.Requested} {keep.State.Lifecycle}")),
        $"{string.Join('+', Release.State.Receivers)} {Release.State.Invited.Length} {Release.State.Announced}",
        $"{Invitation.State.Lifecycle} {Invitation.State.AcceptedBy} {Invitation.State.Sealed is null}");

    private TPort Mortal<TPort>(TPort port) where TPort : class => Mortality.Before(port);

    /// <summary>Secrets that can be told apart.</summary>
    internal sealed class CountingSecrets : IInvitationSecrets
    {
        private int _next;

        public string Create() => string.Create(CultureInfo.InvariantCulture, $"secret-{++_next}");

        public string Hash(string secret) => $"hash of {secret}";
    }

    private sealed class CountingCodes : IReferralCodeSource
    {
        private int _next;

        public ReferralCode Next() => new((++_next).ToString("D5", CultureInfo.InvariantCulture));
    }
}
