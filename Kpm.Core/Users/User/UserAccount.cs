using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>A person's account. The User aggregate of the domain.</summary>
public sealed class UserAccount : AggregateRoot<UserId, UserState>
{
    /// <summary>The longest public name, in characters.</summary>
    public const int MaximumPublicNameLength = 64;

    private UserAccount(UserId id, UserState state, long version) : base(id, state, version)
    {
    }

    public bool IsActive => State.Lifecycle == Lifecycle.Active;

    /// <summary>An account as it was stored.</summary>
    public static UserAccount Load(UserId id, UserState state, long version) => new(id, state, version);

    /// <summary>Creates an account: the first of an empty system is active and admin, every other is pending until activated.</summary>
    public static UserAccount Register(UserId id, Registration registration, Timestamp at)
    {
        var state = new UserState
        {
            CreatedTs = at,
            Lifecycle = registration.IsFirst ? Lifecycle.Active : Lifecycle.Pending,
            Username = registration.Username.Value,
            Email = registration.Email.Value,
            PublicName = registration.PublicName,
            PasswordHash = registration.PasswordHash,
            Roles = [registration.IsFirst ? Role.Admin : Role.User],
            ReferralCode = registration.ReferralCode.Value,
            ReferredBy = registration.ReferredBy,
        };
        var account = new UserAccount(id, state, 0);
        account.Change(state, at, new UserRegistered(id, registration.ReferredBy));
        return account;
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
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => "Registration";
}

/// <summary>Stores accounts.</summary>
public interface IUsers : IRepository<UserAccount, UserId>;
