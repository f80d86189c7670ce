using System.Buffers.Text;
using System.Formats.Asn1;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text.Json;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.Passkeys;

/// <summary>Web Authentication by the library Fido2, without a metadata service: nothing is asked of any other system.</summary>
internal sealed class Fido2PasskeyVerifier(IOptions<PasskeyOptions> options, ILogger<Fido2PasskeyVerifier> logger) : IPasskeyVerifier
{
    private const int ChallengeBytes = 32;
    private const int UserHandleBytes = 16;

    /// <summary>The longest credential id that there is (Web Authentication, level 3, section 4).</summary>
    private const int MaximumCredentialBytes = 1023;

    /// <summary>Enough for an RSA key of 4096 bits.</summary>
    private const int MaximumKeyBytes = 1024;

    private readonly Fido2 _library = new(new Fido2Configuration
    {
        RPID = options.Value.RelyingPartyId,
        RPName = options.Value.RelyingPartyName,
        Origins = options.Value.AllOrigins,
    });

    /// <summary>The algorithms of public keys (COSE), the best first.</summary>
    public static IReadOnlyList<COSE.Algorithm> Algorithms { get; } = [COSE.Algorithm.EdDSA, COSE.Algorithm.ES256, COSE.Algorithm.RS256];

    /// <summary>What an authenticator calls a user: the 16 bytes of the id, most significant first.</summary>
    public static byte[] HandleOf(UserId user) => user.Value.ToByteArray(bigEndian: true);

    public string CreateChallenge() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ChallengeBytes));

    public PasskeyAnswer? Read(string answer)
    {
        try
        {
            using var read = new AuthenticatorAnswer(answer);
            var user = read.UserHandle is { Length: UserHandleBytes } handle ? UserId.Of(new Guid(handle, bigEndian: true)) : (UserId?)null;
            return new PasskeyAnswer(Base64Url.EncodeToString(read.RawId), user);
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            return null;
        }
    }

    public async Task<ProvenCredential?> VerifyRegistrationAsync(UserId user, string challenge, string answer, CancellationToken cancellationToken)
    {
        try
        {
            using var read = new AuthenticatorAnswer(answer);
            var registration = new MakeNewCredentialParams
            {
                AttestationResponse = read.Registration(),
                OriginalOptions = RegistrationOf(user, challenge),
                IsCredentialIdUniqueToUserCallback = static (_, _) => Task.FromResult(true),
            };
            var made = await _library.MakeNewCredentialAsync(registration, cancellationToken);
            if (made.Id.Length is 0 or > MaximumCredentialBytes || made.PublicKey.Length > MaximumKeyBytes) return null;
            return new ProvenCredential(Base64Url.EncodeToString(made.Id), [.. made.PublicKey], made.SignCount, read.Transports);
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            return null;
        }
    }

    /// <remarks>The library is told of no former count: whether it went back is for the account to say. That the handle is that of the account is how the passkey was found.</remarks>
    public async Task<long?> VerifyLogInAsync(Passkey passkey, string challenge, string answer, CancellationToken cancellationToken)
    {
        try
        {
            using var read = new AuthenticatorAnswer(answer);
            var assertion = read.LogIn();
            if (new CredentialPublicKey([.. passkey.PublicKey]).IsSameAlg(COSE.Algorithm.ES256)) ReadStrictly(assertion.Response.Signature);
            var logIn = new MakeAssertionParams
            {
                AssertionResponse = assertion,
                OriginalOptions = LogInWith(passkey, challenge),
                StoredPublicKey = [.. passkey.PublicKey],
                StoredSignatureCounter = 0,
                IsUserHandleOwnerOfCredentialIdCallback = static (_, _) => Task.FromResult(true),
            };
            return (await _library.MakeAssertionAsync(logIn, cancellationToken)).SignCount;
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            return null;
        }
    }

    /// <summary>An ECDSA signature has one form in DER (RFC 3279, section 2.2.3); the library reads others, too.</summary>
    /// <exception cref="AsnContentException">It has another form.</exception>
    private static void ReadStrictly(byte[] signature)
    {
        var reader = new AsnReader(signature, AsnEncodingRules.DER);
        var integers = reader.ReadSequence();
        integers.ReadIntegerBytes();
        integers.ReadIntegerBytes();
        integers.ThrowIfNotEmpty();
        reader.ThrowIfNotEmpty();
    }

    private CredentialCreateOptions RegistrationOf(UserId user, string challenge) => new()
    {
        Rp = new PublicKeyCredentialRpEntity(options.Value.RelyingPartyId, options.Value.RelyingPartyName, icon: null),
        User = new Fido2User { Id = HandleOf(user), Name = "", DisplayName = "" },
        Challenge = Base64Url.DecodeFromChars(challenge),
        PubKeyCredParams = [.. Algorithms.Select(algorithm => new PubKeyCredParam(algorithm))],
        AuthenticatorSelection = new AuthenticatorSelection { ResidentKey = ResidentKeyRequirement.Required, UserVerification = UserVerificationRequirement.Required },
        Attestation = AttestationConveyancePreference.None,
    };

    private AssertionOptions LogInWith(Passkey passkey, string challenge) => new()
    {
        Challenge = Base64Url.DecodeFromChars(challenge),
        RpId = options.Value.RelyingPartyId,
        AllowCredentials = [new PublicKeyCredentialDescriptor(Base64Url.DecodeFromChars(passkey.Credential))],
        UserVerification = UserVerificationRequirement.Required,
    };

    /// <summary>Whatever stops the reading of what a stranger sent means that it is not right. What is not known to do so is named in the log.</summary>
    private bool IsRefusal(Exception failure)
    {
        if (failure is OutOfMemoryException or OperationCanceledException) return false;
        var isKnown = failure is Fido2VerificationException or JsonException or CborContentException or AsnContentException or FormatException or InvalidOperationException or KeyNotFoundException;
        if (!isKnown) logger.LogWarning("An answer of an authenticator was refused: {Failure}", failure.GetType().Name);
        return true;
    }
}
