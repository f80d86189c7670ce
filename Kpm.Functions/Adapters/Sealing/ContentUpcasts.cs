using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Cosmos.Assets;

namespace Kpm.Functions.Adapters.Sealing;

/// <summary>What makes of content as it was sealed by one version of the program that of the next one; the first of each type reads version 1.</summary>
internal static class ContentUpcasts
{
    private static readonly FrozenDictionary<Type, Action<JsonObject>[]> Upcasters = new Dictionary<Type, Action<JsonObject>[]>
    {
        [typeof(ReleaseContent)] = [ReleaseUpcasts.ToPlaces, ReleaseUpcasts.ToInvited],
    }.ToFrozenDictionary();

    /// <summary>Content of any version up to today's.</summary>
    /// <exception cref="TransientFailureException">It is newer than the program: two versions run at once, or one was rolled back.</exception>
    public static TContent? Read<TContent>(ReadOnlySpan<byte> plain, int schema, JsonSerializerOptions json) where TContent : class
    {
        var current = ContentSchemaAttribute.Of<TContent>();
        if (schema > current) throw new TransientFailureException("content_newer");
        if (schema == current || !Upcasters.TryGetValue(typeof(TContent), out var upcasters)) return JsonSerializer.Deserialize<TContent>(plain, json);
        var content = JsonNode.Parse(plain)!.AsObject();
        foreach (var upcast in upcasters.Skip(schema - 1)) upcast(content);
        return content.Deserialize<TContent>(json);
    }
}
