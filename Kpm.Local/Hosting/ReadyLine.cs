namespace Kpm.Local.Hosting;

/// <summary>The one line that a part prints when it accepts connections; whoever started the part waits for it.</summary>
public static class ReadyLine
{
    public static void Print(string part, string address) => Console.WriteLine($"ready {part} {address}");
}
