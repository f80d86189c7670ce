using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Conditions as objects that name their type.</summary>
internal sealed class ReleaseConditionConverter : JsonConverter<ReleaseCondition>
{
    public override bool CanConvert(Type typeToConvert) => typeof(ReleaseCondition).IsAssignableFrom(typeToConvert);

    public override ReleaseCondition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var stored = JsonSerializer.Deserialize<Stored>(ref reader, options)!;
        return stored.Type switch
        {
            "always" => new ReleaseCondition.Always(),
            "date" when stored.TimeZone is null => new ReleaseCondition.Date(stored.Instant!.Value),
            "date" => new ReleaseCondition.LocalDate(stored.DateTime!, stored.TimeZone, stored.Instant!.Value),
            "window" => new ReleaseCondition.Window(stored.From!.Value, stored.Until!.Value, stored.Instant!.Value),
            "place" => new ReleaseCondition.AtPlace(stored.Number!.Value),
            "inactivity" => new ReleaseCondition.Inactivity(stored.Terms!),
            "attestation" => new ReleaseCondition.Attestation(stored.Number!.Value, stored.Wait!.Value),
            "after" => new ReleaseCondition.Follows(stored.Legacy!.Value, stored.Number!.Value),
            "all" => new ReleaseCondition.All(stored.Of!.Value),
            "any" => new ReleaseCondition.Any(stored.Of!.Value),
            "at_least" => new ReleaseCondition.AtLeast(stored.Number!.Value, stored.Of!.Value),
            _ => throw new JsonException($"Not a condition: '{stored.Type}'."),
        };
    }

    public override void Write(Utf8JsonWriter writer, ReleaseCondition value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, StoredFrom(value), options);

    private static Stored StoredFrom(ReleaseCondition condition) => condition switch
    {
        ReleaseCondition.Always => new Stored("always"),
        ReleaseCondition.Date date => new Stored("date") { Instant = date.Instant },
        ReleaseCondition.LocalDate local => new Stored("date") { DateTime = local.DateTime, TimeZone = local.TimeZone, Instant = local.AsPlanned },
        ReleaseCondition.Window window => new Stored("window") { From = window.From, Until = window.Until, Instant = window.Drawn },
        ReleaseCondition.AtPlace place => new Stored("place") { Number = place.Number },
        ReleaseCondition.Inactivity silent => new Stored("inactivity") { Terms = silent.Terms },
        ReleaseCondition.Attestation attestation => new Stored("attestation") { Number = attestation.Count, Wait = attestation.Wait },
        ReleaseCondition.Follows follows => new Stored("after") { Legacy = follows.Legacy, Number = follows.Days },
        ReleaseCondition.All all => new Stored("all") { Of = all.Of },
        ReleaseCondition.Any any => new Stored("any") { Of = any.Of },
        ReleaseCondition.AtLeast some => new Stored("at_least") { Number = some.Count, Of = some.Of },
        _ => throw new JsonException($"Not a condition: '{condition.GetType().Name}'."),
    };

    /// <param name="Type">The kind of condition.</param>
    private sealed record Stored(string Type)
    {
        /// <summary>Of a date: when, or when it was as planned. Of a window: what was drawn.</summary>
        public Timestamp? Instant { get; init; }

        public string? DateTime { get; init; }

        public string? TimeZone { get; init; }

        public Timestamp? From { get; init; }

        public Timestamp? Until { get; init; }

        /// <summary>Of a place: which. Of an after: its days. Of an attestation or a group: how many are needed.</summary>
        public int? Number { get; init; }

        /// <summary>Of an attestation: days.</summary>
        public int? Wait { get; init; }

        public InactivityTerms? Terms { get; init; }

        public ReleaseId? Legacy { get; init; }

        public ImmutableArray<ReleaseCondition>? Of { get; init; }
    }
}
