using System.Net;
using Kpm.Core.Shared;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Push messages through the running system (spec §12, §13.3, §13.4; OPEN-19, 43, 67, 68, 69).</summary>
public sealed class PushTests(RemindedWorld world) : IClassFixture<RemindedWorld>
{
    private const long Future = 4_000_000_000_000;
    private static readonly long Day = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    private static Timestamp Now => Timestamp.From(TimeProvider.System.GetUtcNow());

    private PushBox Pushes => world.System.PushBox;

    [Fact]
    public async Task Given_DevicesRegisteredAtLogIn_When_AKeepIsRequestedAndAccepted_Then_EachOfTheOtherSideIsToldInTheirLanguage()
    {
        var (phone, tablet, mine) = (RemindedWorld.NewDevice(), RemindedWorld.NewDevice(), RemindedWorld.NewDevice());
        using var asking = await world.JoinAsync("asking", mine);
        using var asked = await world.JoinAsync("asked", phone, tablet, null);
        (await asked.PatchAsync("/me", new { language = "es" })).ShouldBe(HttpStatusCode.NoContent);
        await Pushes.FailAsync(503, 2);
        await Pushes.EndTokensAsync();

        await ApiWorld.BefriendAsync(asking, asked);

        foreach (var device in new[] { phone, tablet }) await Pushes.HasAsync(device, "Alguien quiere ser tu keep");
        await Pushes.HasAsync(mine, "You have a new keep");
    }

    [Fact]
    public async Task Given_ADeviceThatIsGone_When_Told_Then_ItsSessionForgetsItAndTheOtherDeviceIsTold()
    {
        var (gone, phone) = (RemindedWorld.NewDevice("gone"), RemindedWorld.NewDevice());
        using var asking = await world.JoinAsync("asking", [null]);
        using var asked = await world.JoinAsync("asked", gone, phone);
        (await world.DevicesAsync(asked)).Should().BeEquivalentTo(gone, phone);

        (await asking.PostAsync("/me/keeps", new { to_id = asked.UserId })).ShouldBe(HttpStatusCode.Created);

        await Pushes.HasAsync(phone, "Somebody asks to be your keep");
        await Eventually.GetAsync(() => world.DevicesAsync(asked), devices => devices.SequenceEqual([phone]), "a session without a device");
        (await asked.CountAsync("/me/sessions")).Should().Be(2, "the sessions go on");
        (await world.Stored.FailuresAsync()).Should().NotContain(failure => failure.GetProperty("queue").GetString() == "pushes");
    }

    [Fact]
    public async Task Given_ALegacyThatCanBeClaimed_When_ItIsTakenBack_Then_TheReceiverIsToldOfBothAndOneWhoLoggedOutOfNothing()
    {
        var (heirs, gone) = (RemindedWorld.NewDevice(), RemindedWorld.NewDevice());
        using var giver = await world.JoinAsync("giver", [null]);
        using var heir = await world.JoinAsync("heir", gone);
        (await heir.LogOutAsync()).ShouldBe(HttpStatusCode.NoContent);
        using var stranger = await world.JoinAsync("stranger", RemindedWorld.NewDevice());
        using var receiver = await world.JoinAsync("receiver", heirs);
        await ApiWorld.BefriendAsync(giver, receiver);
        var asset = await giver.AddAssetAsync("Box", FileToUpload.Binary(100));
        var planned = await giver.PostAsync("/legacy/transfer", new { name = "Secret name", assets = new[] { asset }, receivers = new[] { receiver.UserId }, scheduled_date = 1 });
        planned.ShouldBe(HttpStatusCode.Created);
        await Pushes.HasAsync(heirs, "Somebody asks to be your keep", "A legacy waits for you");

        (await giver.DeleteAsync($"/legacy/{planned.NewId}")).ShouldBe(HttpStatusCode.NoContent);

        await Pushes.HasAsync(heirs, "Somebody asks to be your keep", "A legacy waits for you", "A legacy does not wait for you any more");
        (await Pushes.TitlesAsync(gone)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ADueReminder_When_TwoTimersFireAtOnce_Then_EachDeviceIsToldOnce()
    {
        var (phone, tablet) = (RemindedWorld.NewDevice(), RemindedWorld.NewDevice());
        using var person = await world.JoinAsync("reminded", phone, tablet);
        await AddAsync(person, new { title = "Pay the rent", time = Future });
        await world.BringForwardAsync(person, Now);

        await Task.WhenAll(world.System.FireAsync(RemindedWorld.Timer), world.System.FireAsync(RemindedWorld.Timer));

        foreach (var device in new[] { phone, tablet }) await Pushes.HasAsync(device, "Reminder: Pay the rent");
        await world.System.FireAsync(RemindedWorld.Timer);
        await world.System.BusOperator.AreDrainedAsync();
        foreach (var device in new[] { phone, tablet }) await Pushes.HasAsync(device, "Reminder: Pay the rent");
        (await world.Stored.AggregateAsync("users", person.UserId)).TryGetProperty("nextReminderAt", out _).Should().BeFalse("nothing is to come");
    }

    [Fact]
    public async Task Given_ASystemThatWasDownForAMonth_When_ItRunsAgain_Then_EachReminderIsToldOnceAndGoesOnInItsRhythm()
    {
        var phone = RemindedWorld.NewDevice();
        using var person = await world.JoinAsync("reminded", phone);
        var monthAgo = Now - TimeSpan.FromDays(30);
        await AddAsync(person, new { title = "Pills", time = Future, frequency = Day }, new { title = "Tax", time = Future });
        await world.System.BusOperator.AreDrainedAsync();
        await world.System.Functions.KillAsync();
        await world.BringForwardAsync(person, monthAgo);

        await world.System.Functions.StartAgainAsync();
        await world.System.WorkerIdAsync();
        for (var i = 0; i < 2; i++) await world.System.FireAsync(RemindedWorld.Timer);

        await Eventually.GetAsync(() => Pushes.TitlesAsync(phone), titles => titles.Count == 2, "both reminders");
        await world.System.BusOperator.AreDrainedAsync();
        (await Pushes.TitlesAsync(phone)).Should().BeEquivalentTo("Reminder: Pills", "Reminder: Tax");
        (await world.Stored.AggregateAsync("users", person.UserId)).GetProperty("nextReminderAt").GetInt64().Should().Be(monthAgo.UnixMilliseconds + (31 * Day), "the time and k times the frequency, after now");
    }

    [Fact]
    public async Task Given_APersonWhoWasDisabled_When_TheirReminderIsDue_Then_NothingIsTold()
    {
        var phone = RemindedWorld.NewDevice();
        using var person = await world.JoinAsync("reminded", phone);
        await AddAsync(person, new { title = "Tax", time = Future });
        (await world.Admin.PutAsync($"/users/{person.UserId}/disable", new { })).ShouldBe(HttpStatusCode.NoContent);
        await world.System.BusOperator.AreDrainedAsync();
        await world.BringForwardAsync(person, Now);
        var handled = await world.System.HandledAsync(RemindedWorld.Queue);

        await world.System.FireAsync(RemindedWorld.Timer);

        await Eventually.IsTrueAsync(async () => await world.System.HandledAsync(RemindedWorld.Queue) > handled, "the look at the account");
        await world.System.BusOperator.AreDrainedAsync();
        (await Pushes.TitlesAsync(phone)).Should().BeEmpty();
    }

    private static async Task AddAsync(ApiClient person, params object[] reminders) =>
        (await person.PostAsync("/users/me/reminders", reminders)).ShouldBe(HttpStatusCode.Created);
}
