namespace Kpm.Functions.Assets;

/// <summary>The unit of sizes and quotas on the wire: 1 MB is 1,048,576 bytes.</summary>
internal static class Megabytes
{
    public const long InBytes = 1_048_576;

    public static double Of(long bytes) => bytes / (double)InBytes;
}
