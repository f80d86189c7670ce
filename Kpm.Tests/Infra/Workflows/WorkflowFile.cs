using System.Text.Json.Nodes;
using Kpm.Tests.Local;
using Microsoft.OpenApi.YamlReader;
using SharpYaml.Serialization;

namespace Kpm.Tests.Infra.Workflows;

/// <summary>A workflow, or an action of this repository, as text and as JSON.</summary>
internal sealed class WorkflowFile
{
    private WorkflowFile(string name, string text)
    {
        Name = name;
        Text = text;
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        Root = stream.Documents[0].ToJsonNode().AsObject();
    }

    public static string Folder { get; } = Path.Combine(LocalPart.RepositoryRoot, ".github");

    /// <summary>Every one of the repository.</summary>
    public static IReadOnlyList<WorkflowFile> All { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.y*ml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new WorkflowFile(Path.GetRelativePath(Folder, path), File.ReadAllText(path)))];

    public string Name { get; }

    public string Text { get; }

    public JsonObject Root { get; }

    /// <summary>The jobs of a workflow; none of an action.</summary>
    public IEnumerable<(string Name, JsonObject Job)> Jobs => (Root["jobs"] as JsonObject ?? []).Select(job => (job.Key, job.Value!.AsObject()));

    /// <summary>The steps of all jobs, or of an action.</summary>
    public IEnumerable<JsonObject> Steps => Jobs.SelectMany(job => StepsOf(job.Job)).Concat(StepsOf(Root["runs"] as JsonObject ?? []));

    public static WorkflowFile Parse(string text) => new("made.yml", text);

    public static IEnumerable<JsonObject> StepsOf(JsonObject job) => (job["steps"] as JsonArray ?? []).Select(step => step!.AsObject());
}
