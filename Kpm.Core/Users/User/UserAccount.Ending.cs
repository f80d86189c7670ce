using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

public sealed partial class UserAccount
{
    /// <summary>How long a user who wants to leave has to come back.</summary>
    public static readonly TimeSpan CoolingOff = TimeSpan.FromDays(14);

    /// <summary>The only admin there is: the first account. Without one nobody could administer the system, so it cannot end.</summary>
    private bool IsLastAdmin => State.Roles.Contains(Role.Admin) && !State.IsFinal;

    /// <summary>Shuts the account: nobody logs in to it any more. Shut already: nothing changes.</summary>
    public Result Disable(Timestamp at)
    {
        if (State.Lifecycle == Lifecycle.Removed) return new UserNotFound();
        if (State.Lifecycle == Lifecycle.Inactive) return Result.Success;
        if (IsLastAdmin) return new LastAdmin();
        var disabled = WithoutSessions(spared: null) with { Lifecycle = Lifecycle.Inactive, ClosingTs = null, ModifiedTs = Modified(at, "state") };
        Change(disabled, at, new UserDisabled(Id), new SessionsEnded(Id));
        return Result.Success;
    }

    /// <summary>Its user wants the account to end: it does after <see cref="CoolingOff"/>, unless they log in before. All sessions are over. Asking again changes nothing.</summary>
    public Result RequestClosing(Timestamp at)
    {
        if (!IsActive) return new UserNotFound();
        if (IsLastAdmin) return new LastAdmin();
        if (State.ClosingTs is not null) return Result.Success;
        Change(WithoutSessions(spared: null) with { ClosingTs = at + CoolingOff }, at, new UserClosingRequested(Id), new SessionsEnded(Id));
        return Result.Success;
    }

    /// <summary>The user came back: the account goes on. Nothing changes when it was not about to end.</summary>
    public void CancelClosing(Timestamp at)
    {
        if (IsActive && State.ClosingTs is not null) Change(State with { ClosingTs = null }, at, new UserClosingCancelled(Id));
    }

    /// <summary>The cooling-off is over: the account is removed at its user's wish. Nothing changes when the user came back, or when it is not time.</summary>
    public void Close(Timestamp at)
    {
        if (State.ClosingTs is { } due && at >= due) Remove(Id, "closed by its user", at);
    }

    /// <summary>Ends the account for good. What belongs to it follows in steps. Removed already: nothing changes.</summary>
    /// <param name="by">An admin, or the user.</param>
    /// <param name="reason">Stored, never shown; may be empty.</param>
    /// <param name="at">Now.</param>
    public Result Remove(UserId by, string reason, Timestamp at)
    {
        if (State.Lifecycle == Lifecycle.Removed) return Result.Success;
        if (IsLastAdmin) return new LastAdmin();
        var removed = WithoutSessions(spared: null) with
        {
            Lifecycle = Lifecycle.Removed,
            ClosingTs = null,
            RemovedBy = by,
            RemovedReason = reason,
            ModifiedTs = Modified(at, "state"),
        };
        Change(removed, at, new UserRemoved(Id, by));
        return Result.Success;
    }

    /// <summary>Whether <see cref="Erase"/> was done.</summary>
    public bool IsErased => State.Lifecycle == Lifecycle.Removed && State.Email == ErasedEmail;

    private string ErasedEmail => $"{Id}@removed.keepem.app";

    /// <summary>Takes away what tells who the person was; ids, states and times stay. Only of a removed account; again changes nothing.</summary>
    public void Erase(Timestamp at)
    {
        if (State.Lifecycle != Lifecycle.Removed || IsErased) return;
        var erased = State with
        {
            Username = "x_" + Id.Value.ToString("N")[^13..],
            Email = ErasedEmail,
            PublicName = null,
            PasswordHash = "",
            ReferralCode = "",
            ReferredBy = null,
            Language = null,
            TimeZone = null,
            PendingEmail = null,
            FormerEmails = [],
            Mailbox = null,
            Reminders = null,
            SecondFactor = null,
            Passkeys = [],
            PasskeyRegistration = null,
        };
        Change(erased, at, new UserErased(Id));
    }
}
