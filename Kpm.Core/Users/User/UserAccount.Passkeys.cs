using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;

namespace Kpm.Core.Users.User;

public sealed partial class UserAccount
{
    public Passkey? FindPasskey(PasskeyId id) => State.Passkeys.FirstOrDefault(passkey => passkey.Id == id);

    /// <summary>The passkey that the authenticator calls so.</summary>
    public Passkey? FindPasskey(string credential) => State.Passkeys.FirstOrDefault(passkey => passkey.Credential == credential);

    /// <summary>The registration with this id, unless it is over.</summary>
    public PasskeyRegistration? OpenRegistration(PasskeyId id, Timestamp at) =>
        State.PasskeyRegistration is { } registration && registration.Id == id && registration.IsOpen(at) ? registration : null;

    /// <summary>Begins to register a passkey. A registration that was begun before is given up; beginning the same one again changes nothing. Error: <see cref="TooManyPasskeys"/>.</summary>
    public Result BeginPasskey(PasskeyRegistration registration, Timestamp at)
    {
        if (State.IsFinal) return new UserNotFound();
        if (State.PasskeyRegistration?.Id == registration.Id || FindPasskey(registration.Id) is not null) return Result.Success;
        if (State.Passkeys.Length >= Passkey.MaximumCount) return new TooManyPasskeys();
        Change(State with { PasskeyRegistration = registration }, at);
        return Result.Success;
    }

    /// <summary>
    /// The authenticator has answered: from now on its passkey is enough for a log-in. Errors: <see cref="PasskeyNotFound"/>,
    /// <see cref="TooManyPasskeys"/>, <see cref="PasskeyExists"/>.
    /// </summary>
    public Result AddPasskey(PasskeyId id, string name, ProvenCredential proven, Timestamp at)
    {
        if (State.IsFinal) return new UserNotFound();
        if (OpenRegistration(id, at) is null) return new PasskeyNotFound();
        if (State.Passkeys.Length >= Passkey.MaximumCount) return new TooManyPasskeys();
        if (FindPasskey(proven.Credential) is not null) return new PasskeyExists();
        var passkey = new Passkey
        {
            Id = id,
            Credential = proven.Credential,
            PublicKey = proven.PublicKey,
            SignCount = proven.SignCount,
            Transports = proven.Transports,
            Name = name,
            CreatedTs = at,
        };
        Change(State with { Passkeys = State.Passkeys.Add(passkey), PasskeyRegistration = null, ModifiedTs = Modified(at, "passkeys") }, at, new PasskeyAdded(Id));
        return Result.Success;
    }

    /// <summary>Counts a log-in; one whose count went back is refused and remembered. Error: <see cref="BadPasskey"/>.</summary>
    /// <param name="passkey">One of this account.</param>
    /// <param name="signCount">What its authenticator says, as its signature proves.</param>
    /// <param name="at">Now.</param>
    public Result UsePasskey(Passkey passkey, long signCount, Timestamp at)
    {
        if (!passkey.Follows(signCount))
        {
            Change(With(passkey, passkey with { SuspectedTs = at }), at, new PasskeySuspected(Id));
            return new BadPasskey();
        }

        Change(With(passkey, passkey with { SignCount = signCount, LastUsedTs = at }), at);
        return Result.Success;
    }

    /// <summary>Takes a passkey away. Nothing changes when it is not there.</summary>
    public void RemovePasskey(PasskeyId id, Timestamp at)
    {
        if (FindPasskey(id) is not { } passkey) return;
        Change(State with { Passkeys = State.Passkeys.Remove(passkey), ModifiedTs = Modified(at, "passkeys") }, at, new PasskeyRemoved(Id));
    }

    private UserState With(Passkey former, Passkey next) => State with { Passkeys = State.Passkeys.Replace(former, next) };
}
