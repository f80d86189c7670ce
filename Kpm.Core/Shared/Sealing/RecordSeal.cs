using System.Globalization;

namespace Kpm.Core.Shared.Sealing;

/// <summary>Seals the content of a record, bound to the record's type and id and to the schema of the content.</summary>
/// <remarks>An older payload of the same record opens too: which one is current is for the store to say.</remarks>
public static class RecordSeal
{
    /// <summary>The payload. The nonce is fresh, so the same content sealed again gives other bytes.</summary>
    public static byte[] Seal(DataKey key, RecordName record, int schema, ReadOnlySpan<byte> content)
    {
        using var recordKey = key.DeriveRecordKey();
        return AeadBox.Seal(recordKey, content, Binding(record, schema));
    }

    /// <summary>The content; it is secret, so whoever asked for it overwrites it after use.</summary>
    /// <exception cref="SealBrokenException">The payload was altered, or belongs to another record, schema or key.</exception>
    public static byte[] Open(DataKey key, RecordName record, int schema, ReadOnlySpan<byte> payload)
    {
        var content = new byte[AeadBox.PlainLength(payload)];
        using var recordKey = key.DeriveRecordKey();
        AeadBox.Open(recordKey, payload, Binding(record, schema), content);
        return content;
    }

    /// <summary>The key of the payload alone, which says nothing of the data key that it is derived from.</summary>
    public static byte[] KeyOf(DataKey key)
    {
        using var recordKey = key.DeriveRecordKey();
        return recordKey.Span.ToArray();
    }

    private static byte[] Binding(RecordName record, int schema) =>
        AssociatedData.Of("kpm.record.v1", record.Type, record.Id, schema.ToString(CultureInfo.InvariantCulture));
}
