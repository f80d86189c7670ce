using System.Diagnostics;
using System.Reflection;
using Kpm.Tests.Local;

namespace Kpm.Tests.Infra;

/// <summary>The Bicep compiler that the package registry serves; it exists for Linux on x64 only.</summary>
internal static class BicepCompiler
{
    private static readonly string Program =
        typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Bicep").Value!;

    public static string Folder { get; } = Path.Combine(LocalPart.RepositoryRoot, "infra");

    /// <summary>The figures that stand for a subscription in the stored predictions.</summary>
    public static string[] Placed(string resourceGroup) =>
    [
        "--subscription-id", "00000000-0000-0000-0000-000000000001",
        "--tenant-id", "00000000-0000-0000-0000-000000000002",
        "--resource-group", resourceGroup,
        "--location", "westeurope",
        "--deployment-name", "main",
    ];

    /// <summary>Runs the compiler; the test is skipped where there is none.</summary>
    public static async Task<BicepAnswer> RunAsync(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Program), "There is no Bicep compiler for this platform on the package registry.");
        var start = new ProcessStartInfo(Program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var diagnostics = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new BicepAnswer(process.ExitCode, output, await diagnostics);
    }
}

/// <summary>What the compiler said.</summary>
internal sealed record BicepAnswer(int ExitCode, string Output, string Diagnostics);
