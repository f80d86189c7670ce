namespace Kpm.Tests.Infra.Deploying;

/// <summary><c>verify-package FILE</c>: says whether a package may be deployed. <c>make deploy</c> asks before anything is changed.</summary>
internal static class VerifyPackage
{
    /// <returns>0 when it may; 1 when not.</returns>
    public static async Task<int> RunAsync(string path, TextWriter output)
    {
        try
        {
            using var package = AppPackage.Open(path);
            var faults = PackageRules.Faults(package);
            foreach (var fault in faults) await output.WriteLineAsync($"refused: {fault}");
            if (faults.Count > 0) return 1;
            await output.WriteLineAsync("the package has an extension for each trigger");
            return 0;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"refused: {unreadable.Message}");
            return 1;
        }
    }
}
