using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The one JSON form of domain values: in documents, in messages and in sealed content.</summary>
public static class KpmJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
        };
        options.Converters.Add(new EntityIdConverter<UserId>());
        options.Converters.Add(new EntityIdConverter<SessionId>());
        options.Converters.Add(new EntityIdConverter<KeepId>());
        options.Converters.Add(new EntityIdConverter<AssetId>());
        options.Converters.Add(new EntityIdConverter<ReleaseId>());
        options.Converters.Add(new EntityIdConverter<RemovalId>());
        options.Converters.Add(new EntityIdConverter<KeyRotationId>());
        options.Converters.Add(new EntityIdConverter<PasskeyId>());
        options.Converters.Add(new EntityIdConverter<UploadId>());
        options.Converters.Add(new EntityIdConverter<ExportId>());
        options.Converters.Add(new EntityIdConverter<RehearsalId>());
        options.Converters.Add(new EntityIdConverter<InvitationId>());
        options.Converters.Add(new EntityIdConverter<AttemptId>());
        options.Converters.Add(new EntityIdConverter<ReminderNoticeId>());
        options.Converters.Add(new ReleaseConditionConverter());
        options.Converters.Add(new TimestampConverter());
        options.Converters.Add(new BytesConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Ids as 36-character strings.</summary>
    private sealed class EntityIdConverter<TId> : JsonConverter<TId> where TId : struct, IEntityId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            EntityId.TryParse<TId>(reader.GetString(), out var id) ? id : throw new JsonException($"Not an id of type {typeof(TId).Name}.");

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    /// <summary>Instants as numbers: milliseconds since 1970.</summary>
    private sealed class TimestampConverter : JsonConverter<Timestamp>
    {
        public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options) => writer.WriteNumberValue(value.UnixMilliseconds);
    }

    /// <summary>Bytes as base64 text.</summary>
    private sealed class BytesConverter : JsonConverter<ImmutableArray<byte>>
    {
        public override ImmutableArray<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => [.. reader.GetBytesFromBase64()];

        public override void Write(Utf8JsonWriter writer, ImmutableArray<byte> value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.AsSpan());
    }
}
