using Kpm.Tests.Drill;
using Kpm.Tests.Infra.Deploying;
using Kpm.Tests.Local;
using Kpm.Tests.Running;
using Kpm.Tests.Scenarios;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Kpm.Tests;

/// <summary>The test program: <c>demo</c>, <c>bench</c>, <c>soak</c>, <c>docs</c>, <c>pictures</c>, <c>verify-export</c>, <c>verify-package</c>, <c>backup</c>, <c>restore</c> and <c>drill</c> are verbs of the Makefile, of its scripts and of the runbooks; all else goes to the runner of xunit.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments) => arguments switch
    {
        ["demo", .. var options] => await Demo.RunAsync(options),
        ["bench", .. var names] => await Bench.Bench.RunAsync(names),
        ["soak", .. var names] => await Soak.Soak.RunAsync(names),
        ["docs"] => await Docs.MailPages.RunAsync(Console.Out),
        ["pictures"] => await Browser.WebClientPictures.RunAsync(Console.Out),
        ["verify-export", var file] => await VerifyExport.RunAsync(file, Console.Out),
        ["verify-package", var file] => await VerifyPackage.RunAsync(file, Console.Out),
        ["backup", var folder] => await BackupVerbs.BackUpAsync(folder, LocalPart.TopologyPath, Console.Out),
        ["restore", var folder] => await BackupVerbs.RestoreAsync(folder, withKeys: true, LocalPart.TopologyPath, Console.Out),
        ["restore", var folder, "--without-keys"] => await BackupVerbs.RestoreAsync(folder, withKeys: false, LocalPart.TopologyPath, Console.Out),
        ["drill"] => await Drill.Drill.RunAsync(Console.Out),
        _ when arguments.Any(argument => argument is "--server" or "--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(arguments),
    };
}
