using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>A person's account. The User aggregate of the domain.</summary>
public sealed partial class UserAccount : AggregateRoot<UserId, UserState>
{
    /// <summary>The longest public name, in characters.</summary>
    public const int MaximumPublicNameLength = 64;

    private UserAccount(UserId id, UserState state, long version) : base(id, state, version)
    {
    }

    public bool IsActive => State.Lifecycle == Lifecycle.Active;

    /// <summary>An account as it was stored.</summary>
    public static UserAccount Load(UserId id, UserState state, long version) => new(id, state, version);

    /// <summary>Creates an account: the first of an empty system is active and admin, every other is pending until activated, but one that an invitation brings.</summary>
    public static UserAccount Register(UserId id, Registration registration, Timestamp at)
    {
        var state = new UserState
        {
            CreatedTs = at,
            Lifecycle = registration.IsFirst || registration.Invitation is not null ? Lifecycle.Active : Lifecycle.Pending,
            Username = registration.Username.Value,
            Email = registration.Email.Value,
            PublicName = registration.PublicName,
            PasswordHash = registration.PasswordHash,
            Roles = [registration.IsFirst ? Role.Admin : Role.User],
            ReferralCode = registration.ReferralCode.Value,
            ReferredBy = registration.ReferredBy,
        };
        var account = new UserAccount(id, state, 0);
        var registered = new UserRegistered(id, registration.ReferredBy) { Invitation = registration.Invitation };
        account.Change(state, at, registration.Invitation is { } invitation
            ? [registered, new UserActivated(id, registration.ReferredBy), new UserInvited(id, invitation)]
            : [registered]);
        return account;
    }

    /// <summary>Changes what the user tells of themself. Last writer wins, field by field; null leaves a field as it is and an empty text clears it.</summary>
    /// <returns>Nothing changes when the profile says nothing new.</returns>
    public Result Update(Profile profile, Timestamp at)
    {
        if (State.IsFinal) return new UserNotFound();
        var next = State;
        if (profile.PublicName is { } name && State.Accepts("public_name", at)) next = next with { PublicName = name.Length == 0 ? null : name };
        if (profile.Language is { } language && State.Accepts("language", at)) next = next with { Language = language };
        if (profile.TimeZone is { } zone && State.Accepts("time_zone", at)) next = next with { TimeZone = zone.Length == 0 ? null : zone };
        List<string> changed = [];
        if (next.PublicName != State.PublicName) changed.Add("public_name");
        if (next.Language != State.Language) changed.Add("language");
        if (next.TimeZone != State.TimeZone) changed.Add("time_zone");
        if (changed.Count > 0) Change(next with { ModifiedTs = Modified(at, [.. changed]) }, at, new UserProfileChanged(Id));
        return Result.Success;
    }

    /// <summary>Makes a pending account active. Active already: nothing changes. Ended: as if it did not exist.</summary>
    public Result Activate(Timestamp at)
    {
        if (IsActive) return Result.Success;
        if (State.IsFinal) return new UserNotFound();
        Change(State with { Lifecycle = Lifecycle.Active, ModifiedTs = Modified(at, "state") }, at, new UserActivated(Id, State.ReferredBy));
        return Result.Success;
    }
}

/// <summary>The checked facts of a registration.</summary>
public sealed record Registration(
    Username Username,
    EmailAddress Email,
    string? PublicName,
    string PasswordHash,
    ReferralCode ReferralCode,
    UserId? ReferredBy,
    bool IsFirst)
{
    /// <summary>The invitation whose token proves the address; null when nothing does yet.</summary>
    public InvitationId? Invitation { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => "Registration";
}

/// <summary>What a user tells of themself; null leaves a field as it is, an empty text clears it.</summary>
/// <param name="PublicName">The name that keeps see, at most <see cref="UserAccount.MaximumPublicNameLength"/> characters.</param>
/// <param name="Language">The language of mails and pages.</param>
/// <param name="TimeZone">A name of the IANA time zone database.</param>
public sealed record Profile(string? PublicName, Language? Language, string? TimeZone)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => "Profile";
}

/// <summary>Stores accounts.</summary>
public interface IUsers : IRepository<UserAccount, UserId>;
