using System.Security.Cryptography;
using Kpm.Core.Users.User;

namespace Kpm.Functions.Adapters.Passwords;

/// <summary>Draws referral codes from the system's cryptographic generator.</summary>
internal sealed class ReferralCodeSource : IReferralCodeSource
{
    public ReferralCode Next()
    {
        while (true)
        {
            var code = RandomNumberGenerator.GetString(ReferralCode.Alphabet, ReferralCode.Length);
            if (ReferralCode.IsWellFormed(code)) return new ReferralCode(code);
        }
    }
}
