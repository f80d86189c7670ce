using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace Kpm.Tests.Soak;

/// <summary>
/// What needs an hour: campaigns one after another until the time is used up, each round from a seed that is printed before it runs.
/// </summary>
/// <remarks><c>SOAK_MINUTES</c>: how long, 60 if not set. <c>SOAK_SEED</c>: where the seeds start; repeats a run.</remarks>
internal static class Soak
{
    private static readonly (string Name, Func<PCG, Task<string>> RunRoundAsync)[] Campaigns =
    [
        ("the guides", FollowedGuides.RunRoundAsync),
        ("fuzz of sealed files", SealedFileFuzz.RunRoundAsync),
        ("fuzz of uploads", MultipartFuzz.RunRoundAsync),
        ("fuzz of archives", ArchiveFuzz.RunRoundAsync),
        ("orders of commands and messages", ReleaseOrders.RunRoundAsync),
        ("histories of people", PeopleHistories.RunRoundAsync),
        ("histories of legacies", LegacyHistories.RunRoundAsync),
        ("histories of a silence", SilenceHistories.RunRoundAsync),
        ("ten years of ten thousand people", TenYearsOfThousands.RunRoundAsync),
        ("big files", BigFiles.RunRoundAsync),
        ("five gibibytes", HugeFile.RunRoundAsync),
        ("ten thousand assets", ManyAssets.RunRoundAsync),
        ("a hundred thousand due", ManyDue.RunRoundAsync),
        ("kills", KillCampaign.RunRoundAsync),
        ("ten thousand mails", MailKills.RunRoundAsync),
    ];

    /// <param name="names">Which campaigns; all when empty.</param>
    /// <returns>0 when every round held; 1 with the seed of the first that did not; 2 for a name that does not exist.</returns>
    public static async Task<int> RunAsync(string[] names)
    {
        if (names.Except(Campaigns.Select(campaign => campaign.Name)).Any())
        {
            await Console.Error.WriteLineAsync($"usage: soak ['{string.Join("' | '", Campaigns.Select(campaign => campaign.Name))}']");
            return 2;
        }

        var asked = Campaigns.Where(campaign => names.Length == 0 || names.Contains(campaign.Name)).ToList();
        var minutes = Setting("SOAK_MINUTES", 60);
        var seed = Setting("SOAK_SEED", (uint)Environment.TickCount);
        var started = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak: {minutes} minutes, SOAK_SEED={seed}"));
        var rounds = 0;
        do
        {
            foreach (var (name, runRoundAsync) in asked)
            {
                var roundSeed = seed + (uint)rounds;
                try
                {
                    var told = await runRoundAsync(new PCG(0, roundSeed));
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started):hh\\:mm\\:ss} seed {roundSeed} {name}: {told}"));
                }
                catch (Exception wrong)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started):hh\\:mm\\:ss} seed {roundSeed} {name}: FAILED\n{wrong}"));
                    return 1;
                }
            }

            rounds++;
        }
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(minutes));

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds} rounds of {asked.Count} campaigns held."));
        return 0;
    }

    private static uint Setting(string name, uint otherwise) =>
        uint.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
