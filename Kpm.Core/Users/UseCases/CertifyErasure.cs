using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Shared.Signing;

namespace Kpm.Core.Users.UseCases;

/// <summary>Asks for the certificate that a person's key was erased. Only admins may ask.</summary>
public sealed record CertifyErasure(UserId User, Timestamp At);

/// <summary>Says from when on nothing that was sealed for this person alone can be opened.</summary>
/// <param name="User">Whose key was erased.</param>
/// <param name="ErasedTs">When it was.</param>
/// <param name="UnopenableFromTs">From when on no instance of the system could have had it in memory.</param>
/// <param name="BackupsUnopenableFromTs">From when on there is no backup that holds it.</param>
public sealed record ErasureCertificate(UserId User, Timestamp ErasedTs, Timestamp UnopenableFromTs, Timestamp BackupsUnopenableFromTs);

/// <summary>A certificate, and the same as a compact JWS, for whoever has to show it to others.</summary>
public sealed record CertifiedErasure(ErasureCertificate Certificate, string Signed);

/// <summary>There is no mark that this person's key was erased.</summary>
public sealed record NotErased() : Error(ErrorKind.NotFound, "not_erased", "This person's key was not erased.");

/// <summary>The key was erased, and may still be in the memory of some instance.</summary>
/// <param name="RetryAfterSeconds">Until it is in none.</param>
public sealed record ErasureNotCertain(int RetryAfterSeconds)
    : Error(ErrorKind.Conflict, "erasure_not_certain", "The key was erased a moment ago and may still be in memory. Ask again some minutes later."), IRetryAfter;

public sealed class CertifyErasureHandler(IUserKeyVersions keys, UserKeyTimes times, ISigner signer)
{
    /// <remarks>Errors: <see cref="NotErased"/>, <see cref="ErasureNotCertain"/>.</remarks>
    public async Task<Result<CertifiedErasure>> HandleAsync(CertifyErasure query, CancellationToken cancellationToken)
    {
        if ((await keys.FindAsync(query.User, cancellationToken))?.ErasedTs is not { } erased) return new NotErased();
        var unopenable = erased + times.InMemory;
        if (query.At < unopenable) return new ErasureNotCertain((int)Math.Ceiling((unopenable - query.At).TotalSeconds));
        var certificate = new ErasureCertificate(query.User, erased, unopenable, erased + times.InBackups);
        return new CertifiedErasure(certificate, await signer.SignAsync(StatementTypes.Erasure, certificate, cancellationToken));
    }
}
