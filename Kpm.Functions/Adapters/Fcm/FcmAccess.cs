using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using Kpm.Core.Shared;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.Fcm;

/// <summary>
/// The access token of the service account, against a signed JWT (RFC 7523). Google's library keeps it until shortly before its end and
/// asks for one at a time.
/// </summary>
internal sealed class FcmAccess
{
    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";
    private readonly ServiceAccountCredential _account;

    public FcmAccess(IOptions<FcmOptions> options)
    {
        var settings = options.Value;
        _account = new ServiceAccountCredential(new ServiceAccountCredential.Initializer(settings.ClientEmail, settings.TokenUri)
        {
            Key = settings.OpenKey(),
            Scopes = [Scope],
            // What fails is tried again by the queue, which does not hold a lock meanwhile.
            DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
        });
    }

    /// <exception cref="TransientFailureException">The token service is overloaded or down.</exception>
    /// <exception cref="PermanentFailureException">The service account is refused.</exception>
    public Task<string> TokenAsync(CancellationToken cancellationToken) =>
        AskAsync(() => _account.GetAccessTokenForRequestAsync(cancellationToken: cancellationToken), cancellationToken);

    /// <summary>A token in place of one that the messaging service refused.</summary>
    /// <exception cref="TransientFailureException">The token service is overloaded or down.</exception>
    /// <exception cref="PermanentFailureException">The service account is refused.</exception>
    public Task<string> RenewAsync(string refused, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            if (_account.Token?.AccessToken == refused) await _account.RequestAccessTokenAsync(cancellationToken);
            return await _account.GetAccessTokenForRequestAsync(cancellationToken: cancellationToken);
        },
        cancellationToken);

    private static async Task<string> AskAsync(Func<Task<string>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (TokenResponseException refusal) when ((int?)refusal.StatusCode is 400 or 401 or 403)
        {
            throw new PermanentFailureException("fcm_account_refused", refusal);
        }
        catch (TokenResponseException failure)
        {
            throw new TransientFailureException("fcm_token_unavailable", failure);
        }
        catch (Exception failure) when (FcmPushSender.IsUnreachable(failure, cancellationToken))
        {
            throw new TransientFailureException("fcm_token_unreachable", failure);
        }
    }
}
