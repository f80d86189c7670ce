namespace Kpm.Core.Shared.Sealing;

/// <summary>Keeps one secret key per person. Without it nothing of that person opens, which is how a person is forgotten.</summary>
/// <remarks>Every key that is given out is the caller's own copy, to be disposed after use.</remarks>
public interface IUserKeys
{
    /// <summary>The person's current key.</summary>
    /// <exception cref="UserKeyMissingException">It was never made, or was erased.</exception>
    Task<UserKey> GetAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>The version of the person's key that a wrap names.</summary>
    /// <exception cref="UserKeyMissingException">There is no such version, or the key was erased.</exception>
    Task<UserKey> GetAsync(UserId owner, int version, CancellationToken cancellationToken);

    /// <summary>The person's current key, made now when there is none. Callers that race get the same key.</summary>
    /// <exception cref="UserKeyMissingException">The key was erased: an erased person never gets a new one.</exception>
    Task<UserKey> GetOrCreateAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Destroys every version of the person's key, for ever. Erasing again, or a person without a key, is not an error; the time of the first erase stands.</summary>
    Task EraseAsync(UserId owner, CancellationToken cancellationToken);
}
