using CsCheck;
using Kpm.Tests.Models;
using Kpm.Tests.Running;

namespace Kpm.Tests.Soak;

/// <summary>The model-based test of the quick suite, ten times as long.</summary>
internal static class PeopleHistories
{
    private const int Steps = 2_000;

    public static async Task<string> RunRoundAsync(PCG random)
    {
        await using var system = await KpmSystem.StartAsync(livesLong: true);
        using var admin = system.NewClient();
        var person = Person.New("admin");
        await admin.RegisterAsync(person);
        await admin.LogInAsync(person);
        var done = await PeopleRun.RunAsync(system, admin, PeopleStep.Gen.Array[Steps].Generate(random, null, out _));
        return $"API and model agreed at {done} steps";
    }
}
