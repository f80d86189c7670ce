using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpm.Local.FunctionsHost;

/// <summary>Reads the JSON files of a function app, which may hold comments.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="InvalidDataException">The file is no JSON object.</exception>
    public static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: Options) as JsonObject
                ?? throw new InvalidDataException($"{path} is not a JSON object.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} is not JSON.", broken);
        }
    }
}
