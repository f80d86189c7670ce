using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpm.Tests.Infra.Deploying;

/// <summary>What must hold of a package, or the host would start it and leave out functions in silence.</summary>
internal static class PackageRules
{
    public const string Host = "host.json";
    public const string Functions = "functions.metadata";
    public const string Extensions = "extensions.json";

    private const string AttributeNamespace = "Microsoft.Azure.Functions.Worker";

    /// <summary>The extension that each kind of binding needs; null: it is part of the host.</summary>
    private static readonly Dictionary<string, string?> ExtensionOf = new(StringComparer.Ordinal)
    {
        ["http"] = null,
        ["httpTrigger"] = null,
        ["timerTrigger"] = null,
        ["serviceBusTrigger"] = "ServiceBus",
    };

    /// <summary>Why the package must not be deployed; nothing when it may.</summary>
    public static IReadOnlyList<string> Faults(AppPackage package)
    {
        var faults = new List<string>();
        if (Parse(package, Host, faults) is { } host && (host as JsonObject)?["version"]?.ToString() != "2.0") faults.Add($"{Host} is not of version 2.0");
        var functions = Parse(package, Functions, faults);
        var extensions = Parse(package, Extensions, faults);
        if (functions is null || extensions is null) return faults;
        if (functions is not JsonArray { Count: > 0 } listed) return [.. faults, $"{Functions} names no function"];
        if ((extensions as JsonObject)?["extensions"] is not JsonArray registered) return [.. faults, $"{Extensions} has no list of extensions"];

        return [.. faults, .. Bindings(listed, registered, package), .. Assemblies(listed, package)];
    }

    private static IEnumerable<string> Bindings(JsonArray functions, JsonArray extensions, AppPackage package)
    {
        foreach (var functionsOfKind in functions.SelectMany(Kinds).GroupBy(binding => binding.Kind, StringComparer.Ordinal))
        {
            var who = $"{functionsOfKind.Count()} functions, such as {functionsOfKind.First().Function}";
            if (!ExtensionOf.TryGetValue(functionsOfKind.Key, out var needed)) yield return $"'{functionsOfKind.Key}' of {who}: no extension is known for it";
            else if (needed is not null && !extensions.Any(extension => IsFor(extension, needed))) yield return $"'{functionsOfKind.Key}' of {who}: {Extensions} has no {needed}";
        }

        foreach (var extension in extensions)
            if (Text(extension, "hintPath") is not { } path || !package.Holds(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path))
                yield return $"the extension {Text(extension, "name")} of {Extensions} is not in the package";
    }

    private static IEnumerable<(string Function, string Kind)> Kinds(JsonNode? function) =>
        (function as JsonObject)?["bindings"] is JsonArray { Count: > 0 } bindings
            ? bindings.Select(binding => (Text(function, "name") ?? "?", Text(binding, "type") ?? "?"))
            : [(Text(function, "name") ?? "?", "nothing")];

    private static bool IsFor(JsonNode? extension, string needed) =>
        Text(extension, "name") == needed || Text(extension, "typeName")?.Contains($", Microsoft.Azure.WebJobs.Extensions.{needed},", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Assemblies(JsonArray functions, AppPackage package)
    {
        foreach (var name in functions.Select(function => Text(function, "scriptFile") ?? "?").Distinct(StringComparer.Ordinal))
        {
            if (!package.Holds(name)) yield return $"{name} is missing";
            else if (DefinesAttributes(package.Read(name))) yield return $"{name} holds the stand-in of the Service Bus trigger or cannot be read";
        }
    }

    /// <summary>Attributes of triggers come from packages; one of the app's own is the stand-in.</summary>
    private static bool DefinesAttributes(byte[] assembly)
    {
        try
        {
            using var file = new PEReader(new MemoryStream(assembly));
            var metadata = file.GetMetadataReader();
            return metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
                .Any(type => metadata.GetString(type.Namespace) == AttributeNamespace && metadata.GetString(type.Name).EndsWith("Attribute", StringComparison.Ordinal));
        }
        catch (Exception unreadable) when (unreadable is BadImageFormatException or InvalidOperationException)
        {
            return true;
        }
    }

    private static JsonNode? Parse(AppPackage package, string name, List<string> faults)
    {
        if (!package.Holds(name))
        {
            faults.Add($"{name} is missing");
            return null;
        }

        try
        {
            return JsonNode.Parse(package.Read(name)) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            faults.Add($"{name} is not JSON");
            return null;
        }
    }

    private static string? Text(JsonNode? node, string property) => (node as JsonObject)?[property] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
