using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>Passes what the worker prints and logs to the host's standard output: one line each, with level and category.</summary>
internal static class WorkerOutput
{
    public static void Printed(string? line) => Write("Information", "stdout", line);

    public static void PrintedAsError(string? line) => Write("Error", "stderr", line);

    public static void Log(RpcLog line)
    {
        if (line.LogCategory is RpcLog.Types.RpcLogCategory.CustomMetric) return;
        var exception = line.Exception is { } thrown ? $" [{thrown.Type}: {thrown.Message}]" : "";
        Write(line.Level.ToString(), line.Category, line.Message + exception);
    }

    private static void Write(string level, string source, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        Console.WriteLine($"{level} {source}: {string.Join(" / ", text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))}");
    }
}
