using System.Diagnostics;

namespace Kpm.Tests.Docs;

/// <summary>Debian's Chromium, which takes pictures of pages.</summary>
internal sealed class Browser(string program)
{
    public static Browser? Find() => File.Exists("/usr/bin/chromium") ? new Browser("/usr/bin/chromium") : null;

    public async Task PictureAsync(string page, (int Width, int Height) size, bool isDark, string file)
    {
        var folder = Directory.CreateTempSubdirectory("kpm-pictures-");
        try
        {
            var source = Path.Combine(folder.FullName, "page.html");
            await File.WriteAllTextAsync(source, page);
            string[] arguments =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--hide-scrollbars", $"--user-data-dir={folder.FullName}/profile", $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}",
                $"--window-size={size.Width},{size.Height}", $"--screenshot={file}", $"file://{source}",
            ];
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync(), process.WaitForExitAsync());
            if (process.ExitCode != 0 || !File.Exists(file)) throw new InvalidOperationException($"Chromium took no picture: {process.ExitCode}.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
