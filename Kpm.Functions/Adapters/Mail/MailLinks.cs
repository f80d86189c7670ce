using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Shared;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.Mail;

/// <summary>Links below the public base of the API.</summary>
internal sealed class MailLinks(IOptions<ApiOptions> options, ActivationTokens activationTokens) : IMailLinks
{
    private readonly string _base = options.Value.PublicUrl.TrimEnd('/');

    public string Activation(UserId user, Timestamp at) => $"{_base}/users/activate?activation_token={activationTokens.Issue(user, at)}";

    public string UserReference(UserId user) => $"{_base}/users/{user}";
}
