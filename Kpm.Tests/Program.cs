using Kpm.Tests.Scenarios;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Kpm.Tests;

/// <summary>The test program: <c>demo</c>, <c>bench</c> and <c>soak</c> are verbs of the Makefile, all else goes to the runner of xunit.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments) => arguments switch
    {
        ["demo", .. var options] => await Demo.RunAsync(options),
        ["bench", .. var names] => await Bench.Bench.RunAsync(names),
        ["soak"] => await Soak.Soak.RunAsync(),
        _ when arguments.Any(argument => argument is "--server" or "--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(arguments),
    };
}
