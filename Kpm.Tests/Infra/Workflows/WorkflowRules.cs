using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kpm.Tests.Infra.Workflows;

/// <summary>What must hold of a workflow beyond being one: who may do what, and with whose code.</summary>
internal static partial class WorkflowRules
{
    /// <summary>The only thing that a job may write: the token that it logs in to Azure with.</summary>
    private const string LogIn = "id-token";

    /// <summary>What breaks a rule; nothing when all hold.</summary>
    public static IReadOnlyList<string> Broken(WorkflowFile file) =>
    [
        .. Pinned(file),
        .. Safe(file),
        .. file.Root.ContainsKey("jobs") ? Permissions(file).Concat(file.Jobs.SelectMany(job => Bounds(job.Name, job.Job))) : [],
    ];

    private static IEnumerable<string> Pinned(WorkflowFile file) =>
        from line in file.Text.Split('\n')
        let uses = Uses().Match(line)
        where uses.Success && !uses.Groups[1].Value.StartsWith("./", StringComparison.Ordinal) && !PinnedUse().IsMatch(line)
        select $"not pinned by commit with its tag: {uses.Groups[1].Value}";

    private static IEnumerable<string> Safe(WorkflowFile file)
    {
        if (file.Text.Contains("secrets", StringComparison.OrdinalIgnoreCase)) yield return "there is a secret";
        if (file.Text.Contains("pull_request_target", StringComparison.Ordinal) || file.Text.Contains("workflow_run", StringComparison.Ordinal)) yield return "code of strangers would run with rights";
        foreach (var step in file.Steps)
        {
            if (Text(step["run"]).Contains("${{", StringComparison.Ordinal)) yield return $"an expression is put into a script: {Text(step["run"])}";
            if (Text(step["uses"]).StartsWith("actions/checkout@", StringComparison.Ordinal) && Text(step["with"]?["persist-credentials"]) != "false") yield return "the checkout leaves its token behind";
        }
    }

    private static IEnumerable<string> Permissions(WorkflowFile file)
    {
        if (file.Root["permissions"] is not JsonObject { Count: 0 }) yield return "the workflow must say permissions: {}";
        foreach (var (name, job) in file.Jobs)
        {
            if (job["permissions"] is not JsonObject permissions)
            {
                yield return $"{name} does not state its permissions";
                continue;
            }

            foreach (var (what, _) in permissions.Where(permission => Text(permission.Value) != "read" && permission.Key != LogIn)) yield return $"{name} may write {what}";
        }
    }

    private static IEnumerable<string> Bounds(string name, JsonObject job)
    {
        // A job that calls a workflow of ours takes these from there.
        if (job.ContainsKey("uses"))
        {
            if (!Text(job["uses"]).StartsWith("./.github/workflows/", StringComparison.Ordinal)) yield return $"{name} calls a workflow of others";
            yield break;
        }

        if (!job.ContainsKey("timeout-minutes")) yield return $"{name} has no end";
        var logsIn = job["permissions"]?[LogIn] is not null || WorkflowFile.StepsOf(job).Any(step => Text(step["uses"]).StartsWith("Azure/login@", StringComparison.OrdinalIgnoreCase));
        if (logsIn && !job.ContainsKey("environment")) yield return $"{name} logs in to Azure without an environment";
    }

    private static string Text(JsonNode? node) => node is JsonValue ? node.ToString() : "";

    [GeneratedRegex(@"^\s*(?:- )?uses:\s*(\S+)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"uses: [\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex PinnedUse();
}
