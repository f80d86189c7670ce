using System.Diagnostics;
using Kpm.Tests.Local;

namespace Kpm.Tests.Docs;

/// <summary>A copy of the repository, with the files as they are and nothing of its history, in which guides are followed.</summary>
internal sealed class GuideCopy : IDisposable
{
    /// <summary>A <c>sed</c> that changes nothing is a step that does not fit any more.</summary>
    private const string Prelude =
        """
        set -euo pipefail
        sed() {
          local before after; before=$(sha256sum -- "${@:3}"); command sed "$@"; after=$(sha256sum -- "${@:3}")
          if grep -Fxqf <(echo "$before") <(echo "$after"); then echo "sed changed nothing: $2" >&2; return 1; fi
        }

        """;

    private const string Files = "git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do if [ -e \"$file\" ]; then printf '%s\\0' \"$file\"; fi; done | tar -cf - --null -T - | tar -xf - -C \"$COPY\"";

    /// <summary>What was built goes along, so that only what changes is built anew; a copy, because a build writes into its files.</summary>
    private const string Built = "find Kpm.* -type d \\( -name bin -o -name obj \\) -prune -print0 | tar -cf - --null -T - | tar -xf - -C \"$COPY\"; ln -s \"$PWD/node_modules\" \"$COPY/node_modules\"";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kpm-guide-");

    private GuideCopy()
    {
    }

    /// <param name="isBuilt">Whether what was built goes along.</param>
    public static async Task<GuideCopy> MakeAsync(bool isBuilt)
    {
        var copy = new GuideCopy();
        await copy.RunAsync(LocalPart.RepositoryRoot, $"set -euo pipefail\n{Files}\n{(isBuilt ? Built : "")}");
        return copy;
    }

    /// <summary>Runs commands at the top of the copy.</summary>
    /// <exception cref="InvalidOperationException">A command failed; what was said is in it.</exception>
    public Task RunAsync(string commands) => RunAsync(_folder.FullName, Prelude + commands);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What is said goes to a file: a build leaves helpers behind that would hold a pipe open.</summary>
    private async Task RunAsync(string folder, string commands)
    {
        var said = Path.Combine(Path.GetTempPath(), $"{_folder.Name}.log");
        var start = new ProcessStartInfo("bash", ["-c", $"exec > '{said}' 2>&1\n{commands}"]) { WorkingDirectory = folder, UseShellExecute = false };
        (start.Environment["COPY"], start.Environment["MSBUILDDISABLENODEREUSE"], start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"]) = (_folder.FullName, "1", "1");
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (process.ExitCode != 0) throw new InvalidOperationException($"These commands ended with {process.ExitCode}:\n{commands}\n{await File.ReadAllTextAsync(said)}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            File.Delete(said);
        }
    }
}
