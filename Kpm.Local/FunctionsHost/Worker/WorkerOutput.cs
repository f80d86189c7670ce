using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>Passes what the worker prints and logs to the host's standard output: one line each, with level and category.</summary>
internal static class WorkerOutput
{
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    public static void Printed(string? line) => Write("Information", "stdout", line);

    public static void PrintedAsError(string? line) => Write("Error", "stderr", line);

    public static void Log(RpcLog line)
    {
        if (line.LogCategory is RpcLog.Types.RpcLogCategory.CustomMetric || line.Level < RpcLog.Types.Level.Information) return;
        Write(line.Level.ToString(), line.Category, line.Exception is { } thrown ? $"{line.Message} [{Describe(thrown)}]" : line.Message);
    }

    /// <summary>Type and message, also of the inner exceptions. A logged exception carries its type and its stack in its message.</summary>
    private static string Describe(RpcException thrown)
    {
        var lines = thrown.Message.Split('\n', Trimmed).TakeWhile(line => !line.StartsWith("at ", StringComparison.Ordinal));
        var message = string.Join(' ', lines);
        return thrown.Type.Length == 0 ? message : $"{thrown.Type}: {message}";
    }

    private static void Write(string level, string source, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        Console.WriteLine($"{level} {source}: {string.Join(" / ", text.Split('\n', Trimmed))}");
    }
}
