using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>What a request may cost at most, once everything is warm.</summary>
public sealed class ReadCeilingTests
{
    private static readonly string[] Everything = ["users", "claims", "keeps", "keepsByParty", "assets", "assetsByOwner", "releases", "releasesByPerson", "keys"];

    [Fact]
    public async Task Given_AWarmSystem_When_APersonReads_Then_EachRequestStaysUnderItsCeiling()
    {
        await using var system = await KpmSystem.StartAsync();
        using var client = system.NewClient();
        var person = Person.New("owner");
        (await client.RegisterAsync(person)).Response.EnsureSuccessStatusCode();
        (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
        var asset = await client.AddAssetAsync("Measured", FileToUpload.Binary(1000));
        await Eventually.IsTrueAsync(async () => await client.CountAsync("/me/assets") == 1, "one asset in the list");

        await Eventually.IsTrueAsync(async () => (await system.Mailbox.MailsAsync()).Count >= 2, "the mails of the registration");

        using var counter = new RequestCounter(system);
        foreach (var (path, reads) in new[] { ("/me", 1), ($"/users/{client.UserId}", 1), ($"/assets/{asset}", 1), ($"/assets/{asset}/file", 1), ("/me/assets", 2), ("/me/keeps", 2), ("/me/legacy", 2) })
        {
            // A new session for each: what is known of an account is kept for 30 seconds only, and must be warm here.
            (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
            (await client.GetAsync(path)).Response.EnsureSuccessStatusCode();
            var cost = await counter.MeasureAsync(async () => (await client.GetAsync(path)).Response.EnsureSuccessStatusCode(), Everything);
            cost.Reads.Should().BeInRange(1, reads, path);
            (cost with { Reads = 0 }).Should().Be(new RequestCost(0, 0, 0, 0), path);
        }

        (await counter.MeasureAsync(async () => (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode(), Everything))
            .Should().Be(new RequestCost(2, 1, 0, 0), "a log-in reads the claim and the account, and writes the session");
    }
}
