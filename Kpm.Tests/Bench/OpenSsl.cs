using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Kpm.Tests.Bench;

/// <summary>The speed test of the <c>openssl</c> program: https://docs.openssl.org/3.0/man1/openssl-speed/.</summary>
internal static class OpenSsl
{
    private const int Seconds = 3;

    /// <summary>Bytes per second on one thread, or null when the program is not there.</summary>
    public static async Task<double?> BytesPerSecondAsync(string algorithm, int blockSize)
    {
        var arguments = new[] { "speed", "-mr", "-evp", algorithm, "-bytes", blockSize.ToString(CultureInfo.InvariantCulture), "-seconds", Seconds.ToString(CultureInfo.InvariantCulture) };
        var start = new ProcessStartInfo("openssl", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();

            // "+F:25:AES-256-GCM:2667577344.00"
            var figure = output.Split('\n').Last(line => line.StartsWith("+F:", StringComparison.Ordinal)).Split(':')[^1];
            return double.Parse(figure, CultureInfo.InvariantCulture);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
