using System.Net;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>
/// What a command may cost at most, once everything is warm. The broker refuses every send while it is measured, so that no reaction mixes
/// its own requests in; the removal of sent events, one more request, is therefore not part of the figures.
/// </summary>
public sealed class CommandCeilingTests
{
    private static readonly string[] Everything = ["users", "claims", "keeps", "keepsByParty", "assets", "assetsByOwner", "releases", "releasesByPerson", "keys"];

    [Fact]
    public async Task Given_AWarmSystem_When_CommandsAreGiven_Then_EachStaysUnderItsCeiling()
    {
        await using var system = await KpmSystem.StartAsync();
        using var world = await CeilingWorld.PrepareAsync(system);
        using var counter = new RequestCounter(system);
        await system.BusOperator.RefuseSendsAsync(1_000_000);

        async Task CostsAsync(ApiClient client, string what, Func<Task<ApiAnswer>> command, int reads, int writes)
        {
            await world.WarmAsync(client);
            ApiAnswer? answer = null;
            var cost = await counter.MeasureAsync(async () => answer = await command(), Everything);
            answer!.Response.IsSuccessStatusCode.Should().BeTrue($"{what} must succeed: {answer}");
            cost.Should().Be(new RequestCost(reads, writes, 0, 0), what);
        }

        await CostsAsync(world.Owner, "register: three claims and the account", () => world.Owner.RegisterAsync(Person.New("new")), reads: 0, writes: 4);
        await CostsAsync(world.Owner, "create asset: the asset and the quota", () => world.Owner.CreateAssetAsync("One more", CeilingWorld.File), reads: 0, writes: 2);
        await CostsAsync(world.Owner, "schedule: one read per asset and one write", () => world.ScheduleAsync(world.Assets[1], world.Assets[2]), reads: 2, writes: 1);
        await CostsAsync(world.Friend, "trigger: the release, one claim per receiver, one write", () => world.Friend.PostAsync($"{world.ReleasePath}/trigger", new { }), reads: 2, writes: 1);
        await CostsAsync(world.Owner, "cancel: one read and one write", () => world.Owner.DeleteAsync(world.LastScheduled), reads: 1, writes: 1);
        await CostsAsync(world.Owner, "request a keep: the target, the claim and the keep", () => world.Owner.PostAsync("/me/keeps", new { to_id = world.Third.UserId }), reads: 1, writes: 2);
        var keep = (await world.Owner.PostAsync("/me/keeps", new { to_id = world.Third.UserId })).NewId;
        await CostsAsync(world.Third, "accept a keep: one read and one write", () => world.Third.PutAsync("/me/keeps/accept", new { keep_id = keep }), reads: 1, writes: 1);
    }

    /// <summary>Three people, two of them keeps, and a release that is ready to be claimed.</summary>
    private sealed class CeilingWorld : IDisposable
    {
        private readonly Dictionary<ApiClient, Person> _people = [];

        public static FileToUpload File { get; } = FileToUpload.Binary(1000);

        public ApiClient Owner => _people.Keys.First();

        public ApiClient Friend => _people.Keys.Skip(1).First();

        public ApiClient Third => _people.Keys.Skip(2).First();

        public List<string> Assets { get; } = [];

        public string ReleasePath { get; private set; } = "";

        public string LastScheduled { get; private set; } = "";

        public static async Task<CeilingWorld> PrepareAsync(KpmSystem system)
        {
            var world = new CeilingWorld();
            foreach (var name in new[] { "owner", "friend", "third" }) await world.JoinAsync(system, Person.New(name));
            var keep = await world.Owner.PostAsync("/me/keeps", new { to_id = world.Friend.UserId });
            Check(await world.Friend.PutAsync("/me/keeps/accept", new { keep_id = keep.NewId }), HttpStatusCode.NoContent);
            for (var i = 0; i < 3; i++) world.Assets.Add(await world.Owner.AddAssetAsync($"Asset {i}", File));
            await system.BusOperator.AreDrainedAsync();
            Check(await world.ScheduleAsync(world.Assets[0]), HttpStatusCode.Created);
            world.ReleasePath = world.LastScheduled;
            await system.BusOperator.AreDrainedAsync();
            return world;
        }

        /// <summary>Makes known to the worker what it keeps for 30 seconds only.</summary>
        public async Task WarmAsync(ApiClient client)
        {
            Check(await client.LogInAsync(_people[client]), HttpStatusCode.OK);
            Check(await client.GetAsync("/me"), HttpStatusCode.OK);
        }

        public async Task<ApiAnswer> ScheduleAsync(params string[] assets)
        {
            var scheduled = await Owner.PostAsync("/legacy/transfer", new { name = "For a friend", assets, receivers = new[] { Friend.UserId }, scheduled_date = 1 });
            LastScheduled = scheduled.Location?.ToString() ?? "";
            return scheduled;
        }

        public void Dispose()
        {
            foreach (var client in _people.Keys) client.Dispose();
        }

        private async Task JoinAsync(KpmSystem system, Person person)
        {
            var client = system.NewClient();
            Check(await client.RegisterAsync(person), HttpStatusCode.Created);
            if (_people.Count > 0) await client.ActivateAsync(await system.Mailbox.ActivationLinkAsync(person.Email));
            Check(await client.LogInAsync(person), HttpStatusCode.OK);
            _people[client] = person;
        }

        private static void Check(ApiAnswer answer, HttpStatusCode expected) => answer.Status.Should().Be(expected, answer.Body);
    }
}
