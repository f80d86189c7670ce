using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reactions.ExportSources;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>What accounts and keeps give to an export.</summary>
public sealed class ExportSourceTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private static readonly UserId Ben = DerivedId.From<UserId>("ben", "person");
    private static readonly UserId Carla = DerivedId.From<UserId>("carla", "person");
    private readonly InMemoryUsers _users = new();
    private readonly InMemoryKeeps _keeps = new();
    private readonly FakeSealer _sealer = new();
    private readonly FakeExportWriter _writer = new();

    public ExportSourceTests()
    {
        foreach (var (id, name) in new[] { (Anna, "anna"), (Ben, "ben"), (Carla, "carla") })
            _users.Put(UserAccount.Register(id, new Registration(Username.FromStored(name), EmailAddress.FromStored($"{name}@example.com"), name, "hash", new ReferralCode("aB2cD"), null, IsFirst: false), Now));
    }

    [Fact]
    public async Task Given_AnAccount_When_Exported_Then_NothingThatLogsInIsThere()
    {
        await new ExportAccount(_users).WriteAsync(Anna, _writer, default);

        var account = _writer.Documents["account.json"];
        (account.GetProperty("username").GetString(), account.GetProperty("email").GetString(), account.GetProperty("created_ts").GetInt64()).Should().Be(("anna", "anna@example.com", Now.UnixMilliseconds));
        account.GetRawText().Should().NotContain("hash");
    }

    [Fact]
    public async Task Given_AnAccountThatEnded_When_Exported_Then_ThereIsNobodyToExport()
    {
        var anna = _users[Anna];
        anna.Activate(Now);
        anna.Remove(Anna, "", Now);
        _users.Put(anna);
        foreach (var nobody in new[] { Anna, DerivedId.From<UserId>("nobody", "person") })
            (await FluentActions.Awaiting(() => new ExportAccount(_users).WriteAsync(nobody, _writer, default)).Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be("account_ended");
    }

    [Fact]
    public async Task Given_Keeps_When_Exported_Then_ThoseThatHaveNotEndedAreThereWithWhatMayBeSeen()
    {
        var accepted = TrustedKeep.Request(DerivedId.From<KeepId>("1", "keep"), Anna, Ben, "Brother", Now).Value;
        accepted.Accept(Ben, "Sister", Now);
        var waiting = TrustedKeep.Request(DerivedId.From<KeepId>("2", "keep"), Carla, Anna, "Neighbour", Now).Value;
        var ended = TrustedKeep.Request(DerivedId.From<KeepId>("3", "keep"), Carla, Anna, null, Now).Value;
        ended.Decline(Anna, "no", Now);
        var others = TrustedKeep.Request(DerivedId.From<KeepId>("4", "keep"), Carla, Ben, null, Now).Value;
        foreach (var keep in new[] { accepted, waiting, ended, others }) _keeps.Put(keep);

        await new ExportKeeps(_keeps, _users).WriteAsync(Anna, _writer, default);

        var keeps = _writer.Documents["keeps.json"].EnumerateArray().ToList();
        keeps.Select(keep => (keep.GetProperty("id").GetString(), keep.GetProperty("state").GetString(), keep.GetProperty("name").GetString()))
            .Should().BeEquivalentTo([($"/me/keeps/{accepted.Id}", "active", "Brother"), ($"/me/keeps/{waiting.Id}", "pending", null)]);
        _writer.Documents["keeps.json"].GetRawText().Should().Contain("ben@example.com").And.NotContainAny("carla@example.com", "Sister", "Neighbour");
    }

    [Fact]
    public async Task Given_Reminders_When_Exported_Then_TheyAreAListThatMayBeEmpty()
    {
        var sealer = new ReminderSealer(_sealer);
        await new ExportReminders(_users, sealer).WriteAsync(Ben, _writer, default);
        _writer.Documents["reminders.json"].GetArrayLength().Should().Be(0);
        _writer.Documents.Clear();

        var anna = _users[Anna];
        var list = ReminderList.Empty.Add([new Reminder { Title = "Call", Time = Now + TimeSpan.FromHours(1), RelatedUser = Ben }], Now).Value;
        anna.ChangeReminders(list, await sealer.SealAsync(Anna, null, list.List, default), Now).IsFailure.Should().BeFalse();
        _users.Put(anna);
        await new ExportReminders(_users, sealer).WriteAsync(Anna, _writer, default);
        var reminder = _writer.Documents["reminders.json"][0];
        (reminder.GetProperty("title").GetString(), reminder.GetProperty("related_user").GetString()).Should().Be(("Call", $"/users/{Ben}"));
    }
}
