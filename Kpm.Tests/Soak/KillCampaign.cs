using System.Net;
using CsCheck;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Soak;

/// <summary>
/// People store assets and give them to one another while processes are killed (SIGKILL) under them. Whatever was lost on the way is
/// asked for again; in the end every asset is where its story says, byte for byte, and nothing is left over.
/// </summary>
internal sealed class KillCampaign(KpmSystem system, PCG random)
{
    private const int People = 4;
    private const int StoriesEach = 5;
    private const int Kills = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly List<ApiClient> _people = [];
    private readonly Lock _lock = new();

    private enum Ending
    {
        Kept,
        Claimed,
        Canceled,
        Waiting,
    }

    public static async Task<string> RunRoundAsync(PCG random)
    {
        await using var system = await KpmSystem.StartAsync(livesLong: true);
        var campaign = new KillCampaign(system, random);
        try
        {
            return await campaign.RunAsync();
        }
        finally
        {
            campaign._people.ForEach(client => client.Dispose());
        }
    }

    private async Task<string> RunAsync()
    {
        var persons = Enumerable.Range(0, People).Select(_ => Person.New("kill")).ToList();
        foreach (var person in persons) _people.Add(await JoinAsync(person));
        for (var i = 0; i < People; i++)
            for (var j = i + 1; j < People; j++)
                await ApiWorld.BefriendAsync(_people[i], _people[j]);

        var plans = (from owner in Enumerable.Range(0, People) from _ in Enumerable.Range(0, StoriesEach) select new Story(owner, (owner + 1 + Next(People - 1)) % People, (Ending)Next(4))).ToList();
        var stories = Task.WhenAll(plans.GroupBy(plan => plan.Owner).Select(async mine =>
        {
            foreach (var story in mine) await TellAsync(story);
        }));
        var kills = await KillWhileAsync(stories);
        await stories;

        using var stored = new StoredDocuments(system);
        await Eventually.IsTrueAsync(async () => await AreQueuesEmptyAsync() && (await stored.UnsentAsync()).Count == 0 && await AreQueuesEmptyAsync(), "nothing left to do", Patience);
        foreach (var story in plans) await VerifyAsync(story);
        await VerifyTheRestAsync(plans, persons, stored);
        return $"{plans.Count} stories through {kills} kills ended as told";
    }

    private async Task<ApiClient> JoinAsync(Person person)
    {
        var client = system.NewClient();
        (await client.RegisterAsync(person)).Response.EnsureSuccessStatusCode();
        if (_people.Count > 0) await client.ActivateAsync(await system.Mailbox.ActivationLinkAsync(person.Email));
        (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
        return client;
    }

    private async Task TellAsync(Story story)
    {
        var (owner, friend) = (_people[story.Owner], _people[story.Friend]);
        await UntilAsync(() => StoreAsync(owner, story), HttpStatusCode.OK);
        if (story.Ending == Ending.Kept) return;

        var plan = new { name = "Story", assets = new[] { story.Asset }, receivers = new[] { friend.UserId }, scheduled_date = 1 };
        var release = (await UntilAsync(() => owner.PostAsync("/legacy/transfer", plan, story.Key), HttpStatusCode.Created)).Location!.ToString();
        if (story.Ending == Ending.Claimed) await UntilAsync(() => friend.PostAsync($"{release}/trigger", new { }), HttpStatusCode.NoContent);
        if (story.Ending == Ending.Canceled) await UntilAsync(() => owner.DeleteAsync(release), HttpStatusCode.NoContent, HttpStatusCode.Conflict);
    }

    /// <summary>Creates and uploads as often as it takes: a link for an upload is used once, so a lost answer needs a new one.</summary>
    /// <returns>200 once the asset has its file.</returns>
    private static async Task<ApiAnswer> StoreAsync(ApiClient owner, Story story)
    {
        var seen = await owner.GetAsync($"/assets/{story.Asset}");
        if (seen.Status == HttpStatusCode.OK && seen.Json.GetProperty("state").GetString() == "active") return seen;
        var created = await owner.CreateAssetAsync("Story", story.File, story.Asset);
        return created.Location is { } location ? await owner.UploadAsync(location, story.File) : created;
    }

    /// <summary>Asks again until the answer is one of these: a lost connection or a refusal for now says nothing about the request.</summary>
    private static async Task<ApiAnswer> UntilAsync(Func<Task<ApiAnswer>> ask, params HttpStatusCode[] ends)
    {
        var answer = await Eventually.GetAsync<ApiAnswer?>(
            async () =>
            {
                try
                {
                    return await ask();
                }
                catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException)
                {
                    return null;
                }
            },
            answer => answer is not null && ends.Contains(answer.Status) && answer.Code != "request_in_progress",
            $"an answer {string.Join(" or ", ends)}",
            Patience);
        return answer!;
    }

    private async Task<int> KillWhileAsync(Task work)
    {
        var kills = 0;
        while (kills < Kills && await Task.WhenAny(work, Task.Delay(500 + Next(2000))) != work)
        {
            kills++;
            switch (Next(3))
            {
                case 0:
                    await system.KillWorkerAsync();
                    await Eventually.IsTrueAsync(HasWorkerAsync, "a new worker");
                    break;
                case 1:
                    await system.Bus.KillAsync();
                    await system.Bus.StartAgainAsync();
                    break;
                default:
                    await system.Cosmos.KillAsync();
                    await system.Cosmos.StartAgainAsync();
                    break;
            }
        }

        return kills;
    }

    private async Task<bool> HasWorkerAsync()
    {
        using var client = system.NewClient();
        try
        {
            return (await client.GetAsync("/version")).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<bool> AreQueuesEmptyAsync() => (await system.BusOperator.QueuesAsync()).All(queue => queue is { Active: 0, Scheduled: 0, Locked: 0 });

    private async Task VerifyAsync(Story story)
    {
        var holder = story.Ending == Ending.Claimed ? story.Friend : story.Owner;
        for (var i = 0; i < People; i++)
        {
            var (status, bytes) = await _people[i].DownloadAsync(story.Asset);
            if (i == holder && story.Ending != Ending.Waiting) (status, bytes.AsSpan().SequenceEqual(story.File.Bytes)).Should().Be((200, true), $"{story}");
            else status.Should().Be(403, $"{story}, person {i}");
        }
    }

    private async Task VerifyTheRestAsync(List<Story> stories, List<Person> persons, StoredDocuments stored)
    {
        (await stored.FailuresAsync()).Should().BeEmpty();
        (await system.BusOperator.QueuesAsync()).Should().OnlyContain(queue => queue.DeadLetter == 0);
        for (var i = 0; i < People; i++)
        {
            (await _people[i].CountAsync("/me/assets")).Should().Be(stories.Count(story => Owner(story) == i && story.Ending != Ending.Waiting), $"the list of person {i}");
            (await _people[i].CountAsync("/me/legacy/incoming")).Should().Be(stories.Count(story => story.Friend == i && story.Ending == Ending.Waiting), $"what waits for person {i}");
            (await system.Mailbox.MailsAsync(persons[i].Email)).Select(mail => mail.CustomArgs!["kpm_mail_id"]).Distinct().Count(id => id.Contains(":Welcome:", StringComparison.Ordinal) || id.Contains(":AccountReady:", StringComparison.Ordinal))
                .Should().Be(i == 0 ? 1 : 2, "a welcome, and the news that the account is ready");
        }

        static int Owner(Story story) => story.Ending == Ending.Claimed ? story.Friend : story.Owner;
    }

    private int Next(int limit)
    {
        lock (_lock) return (int)random.Next((uint)limit);
    }

    private sealed record Story(int Owner, int Friend, Ending Ending)
    {
        public string Asset { get; } = Guid.CreateVersion7().ToString();

        public string Key { get; } = Guid.NewGuid().ToString();

        public FileToUpload File { get; } = FileToUpload.Binary(10_000);
    }
}
