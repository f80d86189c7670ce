using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Shared;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.Mail;

/// <summary>Links below the public base of the API, and to the web client beside it.</summary>
internal sealed class MailLinks(
    IOptions<ApiOptions> options,
    ActivationTokens activationTokens,
    PasswordResetTokens passwordResetTokens,
    EmailChangeTokens emailChangeTokens,
    ClaimPageTokens claimPageTokens,
    CheckInTokens checkInTokens,
    ErasurePageTokens erasurePageTokens) : IMailLinks
{
    private readonly string _base = options.Value.PublicUrl.TrimEnd('/');
    private readonly string _app = new Uri(new Uri(options.Value.PublicUrl), "/app/").ToString();

    public string Activation(UserId user, Timestamp at) => $"{_base}/users/activate?activation_token={activationTokens.Issue(user, at)}";

    public string PasswordReset(UserId user, int epoch, Timestamp at) => $"{_base}/users/password-reset?reset_token={passwordResetTokens.Issue(user, epoch, at)}";

    public string EmailChange(UserId user, Timestamp requested, Timestamp at) =>
        $"{_base}/users/email-change?email_change_token={emailChangeTokens.Issue(user, requested.UnixMilliseconds, at)}";

    public string Invitation(string token) => $"{_base}/invitations/accept?invitation_token={token}";

    public string Claim(UserId receiver, UserId giver, Timestamp at) => $"{_base}/legacy/waiting?claim_token={claimPageTokens.Issue(receiver, giver, at)}";

    public string CheckIn(UserId user, Timestamp at) => $"{_base}/users/check-in?check_in_token={checkInTokens.Issue(user, at)}";

    /// <remarks>After <c>#</c>, so that no log of a server has it.</remarks>
    public string Watch(ReleaseId? legacy, AttemptId? attempt) => legacy is null ? _app : attempt is null ? $"{_app}#/watch/{legacy}" : $"{_app}#/watch/{legacy}/{attempt}";

    public string DeadClaim => $"{_base}/legacy/waiting?claim_token={IMailLinks.DeadToken}";

    public string ErasureCertificate(UserId user, Timestamp at) => $"{_base}/users/erasure?erasure_token={erasurePageTokens.Issue(user, at)}";

    public string UserReference(UserId user) => $"{_base}/users/{user}";
}
