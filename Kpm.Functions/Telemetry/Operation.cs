namespace Kpm.Functions.Telemetry;

/// <summary>The function that runs now, by name: what calls and request units are counted for.</summary>
internal static class Operation
{
    /// <summary>Stands for work that no function asked for, such as the refresh of a token.</summary>
    public const string None = "none";

    private static readonly AsyncLocal<string?> Running = new();

    public static string Current => Running.Value ?? None;

    /// <summary>From here on, in this flow and all that it starts.</summary>
    public static void Enter(string function) => Running.Value = function;
}
