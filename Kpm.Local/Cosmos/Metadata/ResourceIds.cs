using System.Buffers.Binary;

namespace Kpm.Local.Cosmos.Metadata;

/// <summary>Resource ids (<c>_rid</c>) as clients parse them: 4 bytes database, 4 bytes container with the top bit set, 8 bytes document, base64 with '-' for '/'.</summary>
internal static class ResourceIds
{
    private const uint ContainerBit = 0x80000000;
    private const long DocumentMask = 0x00FFFFFFFFFFFFFF;

    public static string Database(long number) => Encode(Bytes(4, number, 0, 0));

    public static string Container(long database, long number) => Encode(Bytes(8, database, number, 0));

    public static string Document(CosmosContainer container, long sequence) => Encode(Bytes(16, container.DatabaseNumber, container.Number, sequence));

    /// <summary>The sequence number inside a document's resource id, or null when it is none.</summary>
    public static long? DocumentSequence(string rid)
    {
        var bytes = new byte[16];
        return Convert.TryFromBase64String(rid.Replace('-', '/'), bytes, out var length) && length == 16
            ? BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)) & DocumentMask
            : null;
    }

    private static byte[] Bytes(int length, long database, long container, long document)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)database);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)container | ContainerBit);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), document & DocumentMask);
        return bytes[..length];
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).Replace('/', '-');
}
