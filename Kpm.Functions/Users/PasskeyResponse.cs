using Kpm.Core.Users.Factors;

namespace Kpm.Functions.Users;

/// <summary>One of a person's passkeys; times in milliseconds since 1970.</summary>
/// <param name="Id">The passkey.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="CreatedTs">When it was registered.</param>
/// <param name="LastUsedTs">The last log-in with it, if there was one.</param>
/// <param name="SuspectedTs">When a log-in with it was last refused because there may be a copy of it, if one was.</param>
internal sealed record PasskeyResponse(string Id, string Name, long CreatedTs, long? LastUsedTs, long? SuspectedTs)
{
    public static PasskeyResponse Of(Passkey passkey) => new(
        passkey.Id.ToString(),
        passkey.Name,
        passkey.CreatedTs.UnixMilliseconds,
        passkey.LastUsedTs?.UnixMilliseconds,
        passkey.SuspectedTs?.UnixMilliseconds);
}
