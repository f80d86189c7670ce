using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Partitioning;

/// <summary>
/// The value of a single-path partition key, its canonical spelling and its effective partition key (hash version 2: MurmurHash3 of
/// type marker, value and, for strings, a closing 0xFF, as 32 upper-case hex digits with the two top bits cleared).
/// https://learn.microsoft.com/azure/cosmos-db/partitioning-overview
/// </summary>
internal sealed record PartitionKeyValue(string Canonical, string EffectiveKey)
{
    /// <summary>https://learn.microsoft.com/azure/cosmos-db/concepts-limits: 2048 bytes with large partition keys.</summary>
    private const int MaxBytes = 2048;

    private const byte UndefinedMarker = 0, NullMarker = 1, FalseMarker = 2, TrueMarker = 3, NumberMarker = 5, StringMarker = 8, StringEnd = 0xFF;

    /// <summary>Number of the physical partition that holds this key.</summary>
    public int Range => PartitionRanges.Of(EffectiveKey);

    /// <summary>Reads the request header, a JSON array with one component; <c>[{}]</c> stands for a document without the property.</summary>
    public static PartitionKeyValue FromHeader(string header)
    {
        try
        {
            using var json = JsonDocument.Parse(header);
            if (json.RootElement.ValueKind != JsonValueKind.Array || json.RootElement.GetArrayLength() != 1) throw CosmosError.BadRequest("Partition key provided either doesn't correspond to definition in the collection or doesn't match partition key field values specified in the document.", 1001);
            var component = json.RootElement[0];
            return component.ValueKind == JsonValueKind.Object ? From(null) : From(component);
        }
        catch (JsonException)
        {
            throw CosmosError.BadRequest("The partition key header is not a JSON array.");
        }
    }

    /// <summary>The key of a document's property; null stands for a property that is not there.</summary>
    public static PartitionKeyValue From(JsonElement? component) => component switch
    {
        null => Hashed("undefined", [UndefinedMarker]),
        { ValueKind: JsonValueKind.Null } => Hashed("null", [NullMarker]),
        { ValueKind: JsonValueKind.False } => Hashed("false", [FalseMarker]),
        { ValueKind: JsonValueKind.True } => Hashed("true", [TrueMarker]),
        { ValueKind: JsonValueKind.Number } number => OfNumber(number.GetDouble()),
        { ValueKind: JsonValueKind.String } text => OfString(text.GetString()!),
        _ => throw CosmosError.BadRequest("A partition key must be a string, a number, a Boolean or null."),
    };

    private static PartitionKeyValue OfNumber(double value)
    {
        var bytes = new byte[9];
        bytes[0] = NumberMarker;
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1), value);
        return Hashed(value.ToString("R", CultureInfo.InvariantCulture), bytes);
    }

    private static PartitionKeyValue OfString(string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        if (text.Length > MaxBytes) throw CosmosError.BadRequest($"The partition key is longer than {MaxBytes} bytes.");
        return Hashed(JsonSerializer.Serialize(value), [StringMarker, .. text, StringEnd]);
    }

    private static PartitionKeyValue Hashed(string canonical, byte[] bytes)
    {
        var (low, high) = MurmurHash3.Hash128(bytes);
        var key = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(key, high);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(8), low);
        key[0] &= 0x3F;
        return new PartitionKeyValue(canonical, Convert.ToHexString(key));
    }
}
