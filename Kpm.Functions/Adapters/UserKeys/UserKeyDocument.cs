using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>The document in the container <c>keys</c>: one per person. Times in milliseconds since 1970 (UTC), bytes in Base64.</summary>
internal sealed record UserKeyDocument(string Id, string Pk, string Type, int SchemaVersion, IReadOnlyList<UserKeyDocument.Key> Versions, long? ErasedTs)
{
    public const string DocumentId = "userKeys";

    internal sealed record Key(int Version, byte[] WrappedKey, string KeyEncryptionKeyId, string Algorithm, long CreatedTs);

    public static UserKeyDocument Living(UserId owner, ImmutableArray<WrappedUserKey> keys) =>
        Of(owner, [.. keys.Select(key => new Key(key.Version, [.. key.WrappedKey], key.KeyEncryptionKeyId, key.Algorithm, key.CreatedTs.UnixMilliseconds))], null);

    public static UserKeyDocument Erased(UserId owner, Timestamp at) => Of(owner, [], at.UnixMilliseconds);

    public StoredUserKeys ToStored() => new(
        [.. Versions.Select(key => new WrappedUserKey(key.Version, [.. key.WrappedKey], key.KeyEncryptionKeyId, key.Algorithm, new Timestamp(key.CreatedTs)))],
        ErasedTs is { } erased ? new Timestamp(erased) : null);

    private static UserKeyDocument Of(UserId owner, ImmutableArray<Key> versions, long? erasedTs) =>
        new(DocumentId, owner.ToString(), DocumentId, 1, versions, erasedTs);
}

/// <summary>What a query over the container answers: of each document what it asked for.</summary>
internal sealed record UserKeyPage([property: JsonPropertyName("Documents")] IReadOnlyList<UserKeyPage.Row> Rows)
{
    internal sealed record Row(string? Pk, IReadOnlyList<UserKeyDocument.Key>? Versions);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserKeyDocument))]
[JsonSerializable(typeof(UserKeyPage))]
internal sealed partial class UserKeyJson : JsonSerializerContext;
