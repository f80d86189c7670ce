using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.Invitation;

/// <summary>
/// Asks somebody who is known by an address only to receive a release. Whoever holds the token that is mailed there takes it up, with a new
/// account or with one that there is: the two become keeps, then the release names the account. The Invitation aggregate of the domain.
/// </summary>
public sealed class LegacyInvitation : AggregateRoot<InvitationId, InvitationState>
{
    /// <summary>How many tokens are remembered.</summary>
    public const int MaximumTokens = 5;

    /// <summary>How long a token lasts.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(30);

    private LegacyInvitation(InvitationId id, InvitationState state, long version) : base(id, state, version)
    {
    }

    /// <summary>Whether it can be taken up, or mailed.</summary>
    public bool IsOpen => State.Lifecycle == Lifecycle.Pending;

    /// <summary>An invitation as it was stored.</summary>
    public static LegacyInvitation Load(InvitationId id, InvitationState state, long version) => new(id, state, version);

    /// <summary>The name under which its content is sealed.</summary>
    public static RecordName RecordOf(InvitationId id) => new("invitation", id.ToString());

    /// <summary>The account that signing up makes of an invitation: one, however often it is tried.</summary>
    public static UserId AccountOf(InvitationId id) => DerivedId.From<UserId>(id.ToString(), "invited-account");

    public static LegacyInvitation Invite(InvitationId id, ReleaseId release, UserId inviter, SealedRecord content, Timestamp at)
    {
        var state = new InvitationState { CreatedTs = at, Release = release, Inviter = inviter, Sealed = content };
        var invitation = new LegacyInvitation(id, state, 0);
        invitation.Change(state, at);
        return invitation;
    }

    /// <summary>A new token is about to be mailed: the ones before are good for nothing but asking for another. Nothing changes when it is not open.</summary>
    public void Mint(string hash, Timestamp at)
    {
        if (!IsOpen) return;
        var tokens = State.Tokens.Add(new MintedToken(hash, at + TokenLifetime));
        Change(State with { Tokens = tokens.Length > MaximumTokens ? tokens[^MaximumTokens..] : tokens }, at);
    }

    /// <summary>Whether the token takes it up now. Error: <see cref="BadAuthorizerToken"/>.</summary>
    public Result CheckToken(string hash, Timestamp at) =>
        IsOpen && State.Tokens is [.., var last] && last.Hash == hash && at < last.ExpiresTs ? Result.Success : new BadAuthorizerToken();

    /// <summary>Whether the token was ever mailed for it, as far as that is remembered.</summary>
    public bool Knows(string hash) => State.Tokens.Any(token => token.Hash == hash);

    /// <summary>An account takes it up, once; the same account again changes nothing. Errors: <see cref="InvitationOfOneself"/>, <see cref="BadAuthorizerToken"/> when it is not open.</summary>
    public Result Accept(UserId by, Timestamp at)
    {
        if (State.AcceptedBy == by) return Result.Success;
        if (!IsOpen) return new BadAuthorizerToken();
        if (by == State.Inviter) return new InvitationOfOneself();
        var accepted = State with { Lifecycle = Lifecycle.Active, AcceptedBy = by, Sealed = null, ModifiedTs = Modified(at, "state") };
        Change(accepted, at, new InvitationAccepted(Id, State.Release, by));
        return Result.Success;
    }

    /// <summary>The two are keeps. Nothing changes unless that was waited for.</summary>
    public void Fulfil(Timestamp at)
    {
        if (State is not { Lifecycle: Lifecycle.Active, AcceptedBy: { } by }) return;
        Change(State with { Lifecycle = Lifecycle.Inactive, ModifiedTs = Modified(at, "state") }, at, new InvitationFulfilled(Id, State.Release, by));
    }

    /// <summary>The account that took it up is gone: there is nobody to become a keep. Nothing changes unless that was waited for.</summary>
    public void GiveUp(Timestamp at)
    {
        if (State.Lifecycle == Lifecycle.Active) Change(State with { Lifecycle = Lifecycle.Removed, Tokens = [], ModifiedTs = Modified(at, "state") }, at);
    }

    /// <summary>It is meant no longer: its tokens are good for nothing and nothing tells any more where it went. Nothing changes when it was taken up.</summary>
    public void Withdraw(Timestamp at)
    {
        if (IsOpen) Change(State with { Lifecycle = Lifecycle.Removed, Sealed = null, Tokens = [], ModifiedTs = Modified(at, "state") }, at);
    }

    /// <summary>The content is wrapped anew for the inviter; what it says is the same.</summary>
    public void RenewWrap(SealedRecord renewed) => Rewrap(State with { Sealed = renewed });
}

/// <summary>Stores invitations.</summary>
public interface IInvitations : IRepository<LegacyInvitation, InvitationId>
{
    /// <summary>The invitations of a person, whatever became of them. Asks every partition: for work in the background only.</summary>
    Task<IReadOnlyList<InvitationId>> FindOfAsync(UserId inviter, CancellationToken cancellationToken);
}
