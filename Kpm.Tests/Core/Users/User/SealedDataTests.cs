using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Core.Users.User;

/// <summary>What lies sealed in an account: reminders and the second factor.</summary>
public sealed class SealedDataTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly SealedRecord Sealed = new(1, [1], []);
    private readonly UserAccount _account = UserAccount.Register(
        new UserId(Guid.CreateVersion7()),
        new Registration(Username.FromStored("anna"), EmailAddress.FromStored("anna@example.com"), null, "hash", new ReferralCode("aB2cD"), null, IsFirst: false),
        Now);

    /// <summary>Section 4.4: what is replaced was removed a millisecond before the new one was added.</summary>
    [Fact]
    public void Given_AReminder_When_Replaced_Then_TheRemovalIsAMillisecondOlderAndComesFirst()
    {
        Change(removed: 1, added: 2);

        var raised = _account.RaisedEvents.Skip(1).ToList();
        raised.Select(happened => (happened.GetType(), happened.At)).Should().Equal(
            (typeof(UserReminderRemoved), new Timestamp(Now.UnixMilliseconds - 1)),
            (typeof(UserReminderAdded), Now),
            (typeof(UserReminderAdded), Now));
        raised.Select(happened => happened.EventId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Given_AReminder_When_Removed_Then_ItHappensNow()
    {
        Change(removed: 1, added: 0);

        _account.RaisedEvents[^1].Should().BeOfType<UserReminderRemoved>().Which.At.Should().Be(Now);
    }

    [Fact]
    public void Given_ARemovedAccount_When_Erased_Then_NothingSealedIsLeftAndNothingCanBeAdded()
    {
        Change(removed: 0, added: 1);
        _account.AddTotp(Sealed, Now);
        _account.Remove(_account.Id, "", Now);

        _account.Erase(Now);

        (_account.State.Reminders, _account.State.SecondFactor).Should().Be(((StoredReminders?)null, (SecondFactor?)null));
        _account.AddTotp(Sealed, Now).Error.Should().BeOfType<UserNotFound>();
        _account.ChangeReminders(new ReminderChange(ReminderList.Empty, 0, 1), null, Now).Error.Should().BeOfType<UserNotFound>();
    }

    private void Change(int removed, int added) =>
        _account.ChangeReminders(new ReminderChange(ReminderList.Empty, removed, added), new StoredReminders(Sealed, null), Now).IsFailure.Should().BeFalse();
}
