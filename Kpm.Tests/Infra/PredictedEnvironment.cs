using System.Text.Json.Nodes;

namespace Kpm.Tests.Infra;

/// <summary>The resources of an environment as the committed snapshot predicts them; another test holds the snapshot against the template.</summary>
internal sealed class PredictedEnvironment
{
    private readonly JsonObject[] _resources;

    private PredictedEnvironment(JsonNode snapshot, string text)
    {
        _resources = [.. snapshot["predictedResources"]!.AsArray().Select(resource => resource!.AsObject())];
        Text = text;
    }

    /// <summary>dev, qa and prod.</summary>
    public static TheoryData<string> Names => new("dev", "qa", "prod");

    public string Text { get; }

    /// <summary>The settings of the app, in the form of environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        Of("Microsoft.Web/sites/config").Single()["properties"]!.AsObject().ToDictionary(setting => setting.Key, setting => (string)setting.Value!);

    public IReadOnlyList<JsonObject> All => _resources;

    public static PredictedEnvironment Read(string environment)
    {
        var text = File.ReadAllText(Path.Combine(BicepCompiler.Folder, $"main.{environment}.snapshot.json"));
        return new PredictedEnvironment(JsonNode.Parse(text)!, text);
    }

    public IEnumerable<JsonObject> Of(string type) => _resources.Where(resource => (string)resource["type"]! == type);

    public static string NameOf(JsonObject resource) => (string)resource["name"]!;
}
