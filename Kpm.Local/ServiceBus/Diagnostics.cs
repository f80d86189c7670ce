namespace Kpm.Local.ServiceBus;

/// <summary>Reports unexpected failures on the error stream: type and place only, a message could quote content.</summary>
internal static class Diagnostics
{
    public static void Report(string during, Exception failure) =>
        Console.Error.WriteLine($"service-bus: {failure.GetType().Name} during {during}\n{failure.StackTrace}");
}
