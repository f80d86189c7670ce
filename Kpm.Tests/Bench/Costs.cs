using System.Globalization;
using System.Text.Json;
using Kpm.Functions.Timers;
using Kpm.Tests.Ceilings;
using Kpm.Tests.Faults;
using Kpm.Tests.Running;

namespace Kpm.Tests.Bench;

/// <summary>
/// What people's deeds cost, with all that follows from them until nothing goes on: the figures that <c>docs/scale.md</c> reckons with. Done once
/// before, so that everything is warm; request units are those of the local store, which charges as Azure's tables say.
/// </summary>
internal static class Costs
{
    private const int Mebibyte = 1 << 20;
    private const int LargeMebibytes = 64;

    public static async Task RunAsync()
    {
        await using var system = await KpmSystem.StartAsync(new Dictionary<string, string>(CeilingRun.WithoutTimers(), StringComparer.Ordinal) { ["OTEL_METRIC_EXPORT_INTERVAL"] = "200" }, livesLong: true);
        using var stored = new StoredDocuments(system);
        using var owner = system.NewClient();
        using var friend = system.NewClient();
        await new Deeds(system, owner, friend, "warm").AllAsync(async (_, deed) =>
        {
            await deed();
            await system.BusOperator.AreDrainedAsync();
        });

        await Console.Out.WriteLineAsync($"\nWhat it costs, with all that follows\n  {"",-52}{Bill.Header}");
        using var one = system.NewClient();
        using var other = system.NewClient();
        await new Deeds(system, one, other, "cost").AllAsync(MeasureAsync);
        foreach (var job in Job.All) await MeasureAsync($"the timer {job.Name}, nothing due", () => system.FireAsync(job.Name));
        await PrintDocumentsAsync(stored);

        async Task MeasureAsync(string name, Func<Task> deed)
        {
            var before = await Bill.ReadAsync(system, stored);
            await deed();
            var cost = await Bill.ReadAsync(system, stored) - before;
            await Console.Out.WriteLineAsync($"  {name,-52}{cost}");
        }
    }

    /// <summary>Four people, two letters, two files, two legacies: how large documents are.</summary>
    private static async Task PrintDocumentsAsync(StoredDocuments stored)
    {
        await Console.Out.WriteLineAsync($"\nDocuments as JSON\n  {"container",-20}{"documents",10}{"mean",10}{"largest",10}");
        foreach (var container in StoredDocuments.ContainerNames)
        {
            var sizes = (await stored.DocumentsAsync(container)).Select(document => JsonSerializer.SerializeToUtf8Bytes(document).Length).ToList();
            if (sizes.Count > 0) await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {container,-20}{sizes.Count,10}{sizes.Average(),8:0} B{sizes.Max(),8} B"));
        }
    }

    /// <summary>Two people, from their registration to a legacy in the other's hands.</summary>
    private sealed class Deeds(KpmSystem system, ApiClient owner, ApiClient friend, string name)
    {
        private readonly (Person Owner, Person Friend) _people = (Person.New($"{name}-owner"), Person.New($"{name}-friend"));
        private string _letter = "";
        private string _file = "";
        private string _release = "";

        public async Task AllAsync(Func<string, Func<Task>, Task> measure)
        {
            await SignUpAsync(owner, _people.Owner);
            await measure("a person signs up and activates the account", () => SignUpAsync(friend, _people.Friend));
            await Checked(owner.LogInAsync(_people.Owner));
            await measure("a log-in", () => Checked(friend.LogInAsync(_people.Friend)));
            await measure("GET /me", () => Checked(owner.GetAsync("/me")));
            await measure("PATCH /me", () => Checked(owner.PatchAsync("/me", new { language = "ca" })));
            await measure("a mail that was asked for (reset of the password)", () => Checked(owner.PostAsync("/users/password-reset-mail", new { email = _people.Owner.Email })));
            await measure("two people become keeps", BecomeKeepsAsync);
            await measure("a letter of 1 KiB is stored", async () => _letter = await owner.AddAssetAsync("Letter", FileToUpload.Binary(1024)));
            await measure($"a file of {LargeMebibytes} MiB is stored", async () => _file = await owner.AddAssetAsync("File", FileToUpload.Binary(LargeMebibytes * Mebibyte)));
            await measure($"a file of {LargeMebibytes} MiB is read", () => owner.DownloadAsync(_file));
            await measure("a page of the list of assets", () => Checked(owner.GetAsync("/me/assets")));
            await measure("a legacy of two assets is planned for one keep", ScheduleAsync);
            await measure("it is claimed and delivered", ClaimAsync);
        }

        private async Task SignUpAsync(ApiClient client, Person person)
        {
            await Checked(client.RegisterAsync(person));
            if ((await client.LogInAsync(person)).Response.IsSuccessStatusCode) return;
            await Checked(client.ActivateAsync(await system.Mailbox.ActivationLinkAsync(person.Email)));
        }

        private async Task BecomeKeepsAsync()
        {
            await Checked(owner.PostAsync("/me/keeps", new { to_email = _people.Friend.Email }));
            await system.BusOperator.AreDrainedAsync();
            var pending = await friend.ItemsAsync("/me/keeps?state=pending");
            await Checked(friend.PutAsync("/me/keeps/accept", new { keep_id = pending[0].GetProperty("id").GetString() }));
        }

        private async Task ScheduleAsync() => _release = (await Checked(owner.PostAsync(
            "/legacy/transfer",
            new { name = "For my friend", assets = new[] { _letter, _file }, receivers = new[] { friend.UserId }, scheduled_date = 1 }))).Location!.ToString();

        private Task ClaimAsync() => Checked(friend.PostAsync($"{_release}/trigger", new { }));

        private static async Task<ApiAnswer> Checked(Task<ApiAnswer> asked)
        {
            var answer = await asked;
            return (int)answer.Status < 400 ? answer : throw new InvalidOperationException($"Refused: {answer}");
        }
    }
}
