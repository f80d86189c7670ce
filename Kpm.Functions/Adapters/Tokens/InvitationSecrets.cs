using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Users.Invitation;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>The secrets of invitation tokens: 256 random bits, so that a plain hash tells nothing.</summary>
internal sealed class InvitationSecrets : IInvitationSecrets
{
    private const string Purpose = "kpm.invitation.v1";

    public string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Purpose}\n{secret}")));
}
