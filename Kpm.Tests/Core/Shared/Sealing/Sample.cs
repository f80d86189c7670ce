using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

/// <summary>Fixed names and keys for the tests of sealing.</summary>
internal static class Sample
{
    public static UserId Owner { get; } = EntityId.Parse<UserId>("018f0000-0000-7000-8000-000000000001");

    public static UserId OtherOwner { get; } = EntityId.Parse<UserId>("018f0000-0000-7000-8000-000000000002");

    public static AssetId Asset { get; } = EntityId.Parse<AssetId>("018f0000-0000-7000-8000-0000000000a1");

    public static AssetId OtherAsset { get; } = EntityId.Parse<AssetId>("018f0000-0000-7000-8000-0000000000a2");

    public static FileAttempt Attempt { get; } = new(Asset, Guid.Parse("018f0000-0000-7000-8000-0000000000f1"));

    public static RecordName Record { get; } = RecordNames.Of(Asset);

    public static DataKey DataKey() => Kpm.Core.Shared.Sealing.DataKey.From(Bytes(32));

    public static UserKey UserKey() => Kpm.Core.Shared.Sealing.UserKey.From(Owner, 1, Bytes(32, first: 32));

    /// <summary>Ascending bytes, so that a byte out of place is seen.</summary>
    public static byte[] Bytes(int count, int first = 0) => [.. Enumerable.Range(first, count).Select(value => (byte)value)];
}
