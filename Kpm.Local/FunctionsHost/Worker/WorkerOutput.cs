using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>Passes what the worker prints and logs to the host's standard output, each line with a prefix that names its source.</summary>
internal static class WorkerOutput
{
    public static void Printed(string? line) => Write("out", line);

    public static void PrintedAsError(string? line) => Write("err", line);

    public static void Log(RpcLog line)
    {
        if (line.LogCategory is RpcLog.Types.RpcLogCategory.CustomMetric) return;
        Write("log", $"{line.Level} {line.Category}: {line.Message}");
        if (line.Exception is { } exception) Write("log", $"{line.Level} {line.Category}: {exception.Type}: {exception.Message}");
    }

    private static void Write(string source, string? text)
    {
        foreach (var line in text?.Split('\n', StringSplitOptions.TrimEntries) ?? []) Console.WriteLine($"worker {source}| {line}");
    }
}
