using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>The user keys that the sealed content of the files opens with, version 1 each.</summary>
internal sealed class OpeningKeys(string path) : IUserKeys
{
    private readonly Dictionary<string, byte[]> _keys = JsonSerializer.Deserialize<Dictionary<string, byte[]>>(File.ReadAllText(path))!;

    public Task<UserKey> GetAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(UserKey.From(owner, 1, _keys[owner.ToString()]));

    public Task<UserKey> GetAsync(UserId owner, int version, CancellationToken cancellationToken) =>
        version == 1 ? GetAsync(owner, cancellationToken) : throw new UserKeyMissingException();

    public Task<UserKey> GetOrCreateAsync(UserId owner, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is sealed anew.");

    public Task EraseAsync(UserId owner, CancellationToken cancellationToken) => throw new NotSupportedException("Nobody is erased.");
}
