using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>The links that anyone may have mailed to an address.</summary>
public enum LinkKind
{
    /// <summary>Activates the account.</summary>
    Activation,

    /// <summary>Sets a new password.</summary>
    PasswordReset,
}

/// <summary>Asks that a link be mailed to an address. Anyone may call it.</summary>
/// <param name="Request">Names this request; a repeat with the same id sends one mail.</param>
/// <param name="Link">Which link.</param>
/// <param name="Email">As typed.</param>
public sealed record AskForLink(Guid Request, LinkKind Link, string Email)
{
    /// <summary>Never the address: it must not reach a log.</summary>
    public override string ToString() => $"AskForLink {{ Link = {Link} }}";
}

/// <summary>Work: mail a link to whoever goes by an address, if anybody does and it is for them.</summary>
/// <param name="Request">The request that asked for it.</param>
/// <param name="Link">Which link.</param>
/// <param name="Claim">The keyed hash under which the address is claimed: no address travels in a message.</param>
public sealed record SendLink(Guid Request, LinkKind Link, string Claim);

public sealed class AskForLinkHandler(IClaimStore claims, IWorkQueue<SendLink> links)
{
    /// <remarks>Looks nothing up, so that an address with an account answers and costs the same as one without.</remarks>
    public async Task<Result> HandleAsync(AskForLink command, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(command.Email);
        if (email.IsFailure) return email.Error;
        var work = new SendLink(command.Request, command.Link, claims.ReferenceOf(UserClaims.Email(email.Value)));
        await links.EnqueueAsync(command.Request.ToString(), work, cancellationToken);
        return Result.Success;
    }
}
