using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using OtpNet;

namespace Kpm.Functions.Adapters.SecondFactors;

/// <summary>Time-based one-time passwords by Otp.NET.</summary>
internal sealed class OtpNetTotp : ITotp
{
    private const int SecretBytes = 20;
    private static readonly VerificationWindow OneStepAround = new(previous: 1, future: 1);

    public TotpSecret CreateSecret() => new(Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretBytes)));

    public long? TimeStepOf(TotpSecret secret, string code, Timestamp at)
    {
        var totp = new Totp(Base32Encoding.ToBytes(secret.Base32));
        return totp.VerifyTotp(at.ToDateTimeOffset().UtcDateTime, code.Trim(), out var step, OneStepAround) ? step : null;
    }
}
