using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>Every version of one person's key, unwrapped. Zeroed on dispose.</summary>
/// <param name="versions">At least one.</param>
public sealed class UserKeyRing(IReadOnlyCollection<UserKey> versions) : IDisposable
{
    /// <summary>A copy of the version, or of the newest; null when there is no such version.</summary>
    public UserKey? Copy(int? version) =>
        (version is null ? versions.MaxBy(key => key.Version) : versions.FirstOrDefault(key => key.Version == version))?.Copy();

    public void Dispose()
    {
        foreach (var key in versions) key.Dispose();
    }
}
