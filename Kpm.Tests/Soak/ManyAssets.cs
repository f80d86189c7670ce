using System.Globalization;
using CsCheck;
using Kpm.Tests.Ceilings;
using Kpm.Tests.Running;

namespace Kpm.Tests.Soak;

/// <summary>Ten thousand assets of one person: what the person looks at costs what it costs, whatever others keep.</summary>
internal static class ManyAssets
{
    private const int Assets = 10_000;
    private const int OfOthers = 500;
    private const int AtOnce = 8;

    private static readonly string[] Views =
    [
        "/me/assets", "/me/assets?page=100&size=100", "/me/assets?order_by=title&page=50&size=100", "/me/assets/stats", "/me/assets/of-the-week", "/me/assets/tag-cloud",
    ];

    public static async Task<string> RunRoundAsync(PCG random)
    {
        await using var system = await KpmSystem.StartAsync(livesLong: true);
        using var counter = new RequestCounter(system);
        var person = Person.New("owner");
        using var owner = await JoinAsync(system, person);
        await FillAsync(owner, Assets, random);
        await Eventually.IsTrueAsync(async () => await owner.CountAsync("/me/assets") == Assets, "all assets in the list", TimeSpan.FromMinutes(5));
        await system.BusOperator.AreDrainedAsync();
        var alone = await CostsAsync(owner, person, counter);

        using var other = await JoinAsync(system, Person.New("other"));
        await FillAsync(other, OfOthers, random);
        await system.BusOperator.AreDrainedAsync();
        var beside = await CostsAsync(owner, person, counter);
        if (!alone.SequenceEqual(beside)) throw new InvalidOperationException($"With the assets of others: {string.Join("; ", beside)}; before: {string.Join("; ", alone)}.");
        return $"{Assets} assets of one person and {OfOthers} of another: {string.Join("; ", beside)}";
    }

    private static async Task<ApiClient> JoinAsync(KpmSystem system, Person person)
    {
        var client = system.NewClient();
        (await client.RegisterAsync(person)).Response.EnsureSuccessStatusCode();
        if ((await client.LogInAsync(person)).Response.IsSuccessStatusCode) return client;
        await client.ActivateAsync(await system.Mailbox.ActivationLinkAsync(person.Email));
        (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>Assets with empty files, each with some of twenty tags.</summary>
    private static async Task FillAsync(ApiClient client, int count, PCG random)
    {
        var tags = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 3).Select(_ => string.Create(CultureInfo.InvariantCulture, $"tag {random.Next(20)}")).ToArray()).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var created = await client.PostAsync("/assets", new
            {
                title = string.Create(CultureInfo.InvariantCulture, $"Asset {number}"),
                description = "One of many",
                tags = tags[number],
                file_name = "empty.bin",
                file_type = "application/octet-stream",
                file_size_bytes = 0,
            });
            created.Response.EnsureSuccessStatusCode();
            (await client.UploadAsync(created.Location!, new FileToUpload("empty.bin", "application/octet-stream", []))).Response.EnsureSuccessStatusCode();
        });
    }

    private static async Task<IReadOnlyList<string>> CostsAsync(ApiClient owner, Person person, RequestCounter counter)
    {
        var costs = new List<string>();
        foreach (var view in Views)
        {
            // A new session is looked at anew, and then known for longer than a request takes.
            (await owner.LogInAsync(person)).Response.EnsureSuccessStatusCode();
            (await owner.GetAsync("/me")).Response.EnsureSuccessStatusCode();
            var cost = await counter.MeasureAsync(() => owner.GetAsync(view), async () => (await owner.GetAsync(view)).Response.EnsureSuccessStatusCode());
            costs.Add($"{view} {cost.Reads} reads");
        }

        return costs;
    }
}
