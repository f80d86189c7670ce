using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using NodaTime;

namespace Kpm.Core.Users.UseCases;

/// <summary>Changes what a user tells of themself. Only the user may call it.</summary>
/// <param name="User">Who.</param>
/// <param name="Profile">What.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record UpdateUser(UserId User, Profile Profile, long? ExpectedVersion, Timestamp At);

public sealed class UpdateUserHandler(IUsers users)
{
    public async Task<Result> HandleAsync(UpdateUser command, CancellationToken cancellationToken)
    {
        var errors = Check(command.Profile).ToList();
        if (errors.Count > 0) return new ValidationFailed(errors);
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        if (command.ExpectedVersion is { } expected && expected != user.Version) return new VersionMismatch();
        var updated = user.Update(command.Profile, command.At);
        if (updated.IsFailure) return updated;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }

    private static IEnumerable<FieldError> Check(Profile profile)
    {
        if (profile.PublicName?.Length > UserAccount.MaximumPublicNameLength)
            yield return new FieldError("/public_name", new TooLong(UserAccount.MaximumPublicNameLength));
        if (!string.IsNullOrEmpty(profile.TimeZone) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(profile.TimeZone) is null)
            yield return new FieldError("/time_zone", new NotATimeZone());
    }
}
